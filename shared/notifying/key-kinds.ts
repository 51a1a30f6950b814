/** What a key's owner did, and what follows from it by itself: partners learn of it before their app breaks. */
import type { Change, Kind, Told, Words } from './kind.ts';
import {
  durationInWords,
  keyInWords,
  permissionsInWords,
  placeInWords,
  timeInWords,
  whoInWords,
} from './words.ts';

export const keySwitched: Kind = {
  label: 'Key switched',
  hint: 'On, off, off for a time, on again',
  audience: 'collaborator',
  assignedOnAccept: true,
  place: 'key',
  changes: {
    actions: ['key.switched', 'key.paused', 'key.pause_ended', 'key.cut_off'],
    when: isSwitched,
  },
  sample: { active: false, for: '4h' },
  words(told) {
    const key = keyInWords(told);
    const isOrAre = told.environment === undefined ? 'are' : 'is';
    if (told.facts.active === true) {
      const by = told.facts.bySelf === true ? 'Its pause is over.' : `${whoInWords(told)} switched it on.`;
      return {
        title: `${key} ${isOrAre} on`,
        text: `${by} Calls are let through.`,
        next: 'Nothing has to be done; send a call to see that all is well.',
      };
    }
    const time = told.facts.for === undefined ? '' : ` for ${durationInWords(told.facts.for)}`;
    return {
      title: `${key} ${isOrAre} off${time}`,
      text: `${whoInWords(told)} did it. Every call in ${placeInWords(told)} is refused with 403 key_inactive.`,
      next:
        time === ''
          ? `Ask ${whoInWords(told)} why, and when it comes back. Keep your app from trying again at once.`
          : 'It comes back by itself. Keep your app from trying again at once.',
    };
  },
};

function isSwitched({ action, before, after }: Change): boolean {
  if (action === 'key.cut_off') return before?.sandbox === true || before?.production === true;
  return before?.active !== after?.active || before?.paused === true || action === 'key.paused';
}

export const keyRegenerated: Kind = {
  label: 'Key regenerated',
  hint: 'A new key is issued, the old one ends',
  audience: 'collaborator',
  assignedOnAccept: true,
  place: 'key',
  changes: { actions: ['key.regenerated'] },
  sample: { keep: '24h' },
  words(told) {
    const kept = told.facts.keep !== undefined;
    return {
      title: `${keyInWords(told)} has been replaced`,
      text: kept
        ? `${whoInWords(told)} issued a new key. The old one works for ${durationInWords(told.facts.keep)} more.`
        : `${whoInWords(told)} issued a new key. The old one has ended: its calls are refused with 401 key_replaced.`,
      next: `Open the key, copy the new one, and put it into your app${kept ? ' before the old one ends' : ''}.`,
    };
  },
};

export const permissionsChanged: Kind = {
  label: 'Permissions changed',
  hint: 'What the key may do is more or less than before',
  audience: 'collaborator',
  assignedOnAccept: true,
  place: 'key',
  changes: {
    actions: ['key.permissions_saved'],
    when: ({ before, after }) =>
      permissionsInWords(before?.permissions) !== permissionsInWords(after?.permissions),
  },
  sample: { before: ['create', 'read'], permissions: ['read'] },
  words(told) {
    return {
      title: `${keyInWords(told)}: permissions have changed`,
      text: `${whoInWords(told)} allows now: ${permissionsInWords(told.facts.permissions)}. Before: ${permissionsInWords(told.facts.before)}.`,
      next: 'Calls that need another permission are refused with 403 permission_missing. Ask for it where you need it.',
    };
  },
};

export const oldKeyEnds: Kind = {
  label: 'Old key about to end',
  hint: '24 hours before a replaced key that was kept ends',
  audience: 'collaborator',
  assignedOnAccept: true,
  place: 'key',
  sample: { key: 'ck_prod_…a1b2', until: '2026-12-01T09:00:00Z' },
  words(told): Words {
    return {
      title: `Old ${keyInWords(told)} ends soon`,
      text: `${String(told.facts.key)} works until ${timeInWords(told.facts.until)}. After that its calls are refused with 401 key_replaced.`,
      next: 'If an app still uses it, give that app the new key before then.',
    };
  },
};

export const ownerNote: Kind = {
  label: 'Word from the owner',
  hint: 'What the owner of the API tells everybody of the key',
  audience: 'collaborator',
  assignedOnAccept: true,
  place: 'calls',
  changes: { actions: ['key.people_told'] },
  sample: { text: 'We see many refused calls since 09:00. Please look at your deployment.' },
  words: (told: Told): Words => ({
    title: `${whoInWords(told)} writes about ${told.keyName}`,
    text: sentence(String(told.facts.text ?? '')),
    next: `Answer ${whoInWords(told)} by mail. Your latest calls are in the log.`,
  }),
};

/** So that what follows it begins anew. */
const sentence = (text: string) => (/[.!?…]$/u.test(text) ? text : `${text}.`);

export const keyInUrl: Kind = {
  label: 'Key sent in a URL',
  hint: 'Addresses end up in logs: such a key is as good as published',
  audience: 'collaborator',
  assignedOnAccept: true,
  place: 'calls',
  waitsFor: 'The gateway refuses a key in the address unread, so that no record says whose key it was.',
  sample: {},
  words: (told: Told): Words => ({
    title: `${keyInWords(told)} was sent in a URL`,
    text: 'The call was refused. Addresses are kept in logs and histories along the way, so the key may be known to others.',
    next: 'Send it as X-Api-Key, and ask for a new key.',
  }),
};
