import type { AuditAction, AuditDocument, AuditFacts } from '../audit/index.ts';
import type { Environment } from '../environment.ts';

/** What a notification is told from, when it is read or mailed. */
export type Told = {
  endpoint: string;
  keyName: string;
  environment?: Environment;
  /** Who did it: a person's address, or the name of a job. */
  who?: string;
  facts: AuditFacts;
};

/** What happened, what it means, what to do. */
export type Words = { title: string; text: string; next: string };

/** Where the row is that a notification is about. */
export type Place = 'key' | 'calls' | 'invitations';

/** The one number that a person may set for a kind. */
export type Threshold = { label: string; unit: string; least: number; most: number; usual: number };

/** A kind of notification. A later one is one entry more in the table. */
export type Kind = {
  label: string;
  hint: string;
  /** `collaborator`: those of the key to whom it is assigned. `owner`: who invited the person that it is about. */
  audience: 'collaborator' | 'owner';
  /** Whether a collaborator has it from accepting on, or only once an owner assigns it. */
  assignedOnAccept: boolean;
  threshold?: Threshold;
  place: Place;
  /** The changes that cause it; it is written in their transaction. Missing where a job finds it out. */
  changes?: { actions: readonly AuditAction[]; when?(event: Change): boolean };
  /** Nothing can cause it yet: what is missing. Such a kind is not offered. */
  waitsFor?: string;
  /** What a test shows. */
  sample: AuditFacts;
  words(told: Told): Words;
};

export type Change = Pick<AuditDocument, 'action' | 'before' | 'after'>;
