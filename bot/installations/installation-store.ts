import type { VersionedSecret } from '@ck/shared/process';
import { seal, unseal } from '@ck/shared/sealing';
import type { Installation, InstallationQuery, InstallationStore } from '@slack/bolt';
import mongoose from 'mongoose';

type Sealed = ReturnType<typeof seal>;
type InstallationDocument = { _id: string; sealed: Sealed; teamName?: string; installedAt: Date };

const schema = new mongoose.Schema<InstallationDocument>(
  {
    _id: { type: String, required: true },
    sealed: { type: mongoose.Schema.Types.Mixed, required: true },
    teamName: String,
    installedAt: { type: Date, required: true },
  },
  { collection: 'slackInstallations', versionKey: false },
);
const Stored = mongoose.model('SlackInstallation', schema);

/** A workspace, or a whole organization that installed the app at once. */
const idOf = (
  of: { teamId?: string | undefined; enterpriseId?: string | undefined },
  org: boolean,
): string => (org ? `E:${of.enterpriseId}` : `T:${of.teamId}`);

const contextOf = (id: string) => ['slack-installation', id] as const;

/** Where Slack's tokens rest: sealed as a whole, bound to their workspace. */
export function installationStore(master: VersionedSecret): Required<InstallationStore> {
  const open = ({ _id, sealed }: InstallationDocument) =>
    JSON.parse(unseal(master, sealed, contextOf(_id))) as Installation<'v1' | 'v2', boolean>;
  return {
    async storeInstallation(installation) {
      const of = { teamId: installation.team?.id, enterpriseId: installation.enterprise?.id };
      const id = idOf(of, installation.isEnterpriseInstall === true);
      const sealed = seal(master, JSON.stringify(installation), contextOf(id));
      const teamName = installation.team?.name;
      const row = { sealed, installedAt: new Date(), ...(teamName !== undefined && { teamName }) };
      await Stored.replaceOne({ _id: id }, row, { upsert: true });
    },
    async fetchInstallation(query: InstallationQuery<boolean>) {
      const own =
        query.teamId === undefined
          ? null
          : await Stored.findById(idOf(query, false)).lean<InstallationDocument>();
      if (own !== null) return open(own);
      const wide =
        query.enterpriseId === undefined
          ? null
          : await Stored.findById(idOf(query, true)).lean<InstallationDocument>();
      if (wide !== null) return open(wide);
      throw new Error('the app is not installed in this workspace');
    },
    async deleteInstallation(query) {
      await Stored.deleteOne({ _id: idOf(query, query.isEnterpriseInstall) });
    },
  };
}
