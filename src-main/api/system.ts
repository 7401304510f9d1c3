import { RefusalError, refusal } from '#shared/refusal.ts'
import type { Services } from './context.ts'
import { procedures } from './procedure.ts'

export const createSystemHandlers = ({ store, info, createLaunchUrl }: Services) => ({
  info: procedures.system.info.handler(() => ({ ...info, seq: store.events.lastSeq() })),
  createLaunchLink: procedures.system.createLaunchLink.handler(() => {
    const url = createLaunchUrl()
    if (url !== null) return { url }
    throw new RefusalError(refusal('E_STATE', 'No server runs here.', 'Start one with: npx switchyard serve'))
  }),
})
