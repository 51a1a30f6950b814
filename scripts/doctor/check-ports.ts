import { choosePorts } from '../start/ports.ts';
import { type Ports, type StartSettings, wantedPorts } from '../start/settings.ts';
import type { Finding } from './finding.ts';
import { holderOf } from './port-holder.ts';

/** The ports that `npm start` would take: free, held by the run of this folder, or by somebody else. */
export async function checkPorts(settings: StartSettings, ours: readonly number[]): Promise<Finding[]> {
  const wanted = wantedPorts(settings);
  const names = Object.keys(wanted) as (keyof Ports)[];
  const taken: { name: keyof Ports; ours: boolean; by: string }[] = [];
  for (const name of names) {
    if ((await choosePorts({ any: wanted[name] })).any === wanted[name] || wanted[name] === 0) continue;
    const holder = await holderOf(wanted[name]);
    const isOurs = holder !== undefined && ours.includes(holder.pid);
    const by = holder === undefined ? 'a process of somebody else' : `${holder.command} (pid ${holder.pid})`;
    taken.push({ name, ours: isOurs, by });
  }
  const foreign = taken.filter(port => !port.ours);
  if (foreign.length === 0) {
    const text =
      taken.length === 0 ? 'all free' : `${taken.length} held by the run in this folder, others free`;
    return [{ kind: 'fine', name: 'Ports', text }];
  }
  return foreign.map(({ name, by }) => ({
    kind: 'remark' as const,
    name: 'Ports',
    text: `${wanted[name]} is held by ${by}.\nnpm start takes the next free one; ${name} chooses another.`,
  }));
}
