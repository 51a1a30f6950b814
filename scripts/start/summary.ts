import type { Run } from './run-file.ts';

const labelWidth = 18;

/** The one page that `npm start` ends with: what runs where, how to sign in, what to try. */
export function summary(run: Run, logFolder: string): string {
  const line = (label: string, value: string) => `  ${label.padEnd(labelWidth)}${value}`;
  const { demo } = run;
  const orders = `${run.gateway}/${demo.endpoint}/orders`;
  return [
    '',
    'Collaboration Keys runs.',
    '',
    line('Portal', run.portal),
    line('Gateway', `${run.gateway}   (metrics: ${run.gatewayAdmin}/metrics)`),
    ...(run.localSlack === undefined
      ? []
      : [line('Local Slack', `${run.localSlack}   (type: /collabkey list)`)]),
    line('Slack bot', run.bot),
    line('Mails', run.mail),
    line('Sample API', run.upstream),
    line('MongoDB', withoutPassword(run.mongodbUri)),
    '',
    `Sign in with one click (demo people, this machine only)`,
    line('Owner', demo.owner.email),
    `    ${demo.owner.signInUrl}`,
    line('Collaborator', demo.collaborator.email),
    `    ${demo.collaborator.signInUrl}`,
    '',
    'Try it',
    '  allowed: the sandbox answers 200',
    `    curl -i -H 'X-Api-Key: ${demo.keys.sandbox}' ${orders}`,
    '  refused: 403, this key may not delete in production',
    `    curl -i -X DELETE -H 'X-Api-Key: ${demo.keys.production}' ${orders}/1`,
    ...blockedCall(demo, orders),
    '',
    line('Logs', logFolder),
    line('Stop', 'Ctrl-C stops everything.'),
    '',
  ].join('\n');
}

/** A partner whose Production is switched off; once a person has changed that, a key that nobody has. */
function blockedCall({ blocked, keys }: Run['demo'], orders: string): string[] {
  const [why, key] =
    blocked === undefined
      ? ['401, no such key', withWrongEnd(keys.sandbox)]
      : ['403, the production key of Cobalt Travel is switched off', blocked];
  return [`  blocked: ${why}`, `    curl -i -H 'X-Api-Key: ${key}' ${orders}`];
}

/** The same key with another last character: its checksum no longer fits. */
function withWrongEnd(key: string): string {
  return `${key.slice(0, -1)}${key.endsWith('0') ? '1' : '0'}`;
}

/** A database address that may be shown. */
export function withoutPassword(uri: string): string {
  return uri.replace(/\/\/[^@/]*@/, '//…@');
}
