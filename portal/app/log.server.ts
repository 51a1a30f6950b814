import { createLog } from '@ck/shared/process';

export const portalLog = createLog('portal');
