import type { SharedEndpoint } from '../endpoints/index.ts';
import {
  isKindName,
  type KindName,
  kindOf,
  type NotificationDocument,
  type Place,
  type Words,
} from '../notifying/index.ts';

/** A notification as it is read: its words, and the path of the row that it is about. */
export type NotificationView = Words & {
  id: string;
  kind: KindName;
  label: string;
  keyId: string;
  keyName: string;
  endpoint: string;
  at: Date;
  unread: boolean;
  path: string;
};

type Endpoints = ReadonlyMap<string, Pick<SharedEndpoint, 'name' | 'slug'>>;

/** Makes the words of a row. @returns undefined for a kind that only a newer version knows */
export function inWords(row: NotificationDocument, endpoints: Endpoints): NotificationView | undefined {
  const endpoint = endpoints.get(row.endpointId);
  if (endpoint === undefined || !isKindName(row.kind)) return undefined;
  const { label, place, words } = kindOf(row.kind);
  const { keyName, environment, who, facts } = row;
  const told = words({
    ...{ endpoint: endpoint.name, keyName, facts },
    ...(environment !== undefined && { environment }),
    ...(who !== undefined && { who }),
  });
  return {
    ...told,
    title: row.test === true ? `Test: ${told.title}` : told.title,
    id: row._id,
    kind: row.kind,
    label,
    keyId: row.keyId,
    keyName,
    endpoint: endpoint.name,
    at: row.at,
    unread: row.unread === true,
    path: pathOf(row, place, endpoint.slug),
  };
}

/** Owners manage a key under its endpoint, collaborators find it among what is shared with them. */
function pathOf(row: NotificationDocument, place: Place, slug: string): string {
  const { audience, keyId, environment } = row;
  const page = audience === 'owner' ? `/apis/${slug}/keys/${keyId}` : `/shared/${keyId}`;
  const query = environment === undefined ? '' : `?environment=${environment}`;
  if (place === 'calls') return `${page}/logs?${callsOf(row)}`;
  return `${page}${query}${place === 'key' ? '' : `#${place}`}`;
}

/** The very rows that a notification is about, as the log's filter names them. */
function callsOf({ kind, environment, facts }: NotificationDocument): URLSearchParams {
  if (typeof facts.callId === 'string')
    return new URLSearchParams({ request: facts.callId, open: facts.callId });
  return new URLSearchParams({
    ...(environment !== undefined && { environment }),
    ...(kind === 'error_rate' && { class: '5xx' }),
  });
}
