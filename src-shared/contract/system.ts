import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from './errors.ts'

export const systemInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'server', 'cli']),
  dataDir: z.string(),
  /** The newest event of the log. */
  seq: z.number(),
})

export const systemContract = {
  createLaunchLink: oc
    .route({
      method: 'POST',
      path: '/v1/system/launch-link',
      summary: 'A fresh link that opens the interface once',
    })
    .errors(refusals('E_STATE'))
    .output(z.object({ url: z.string() })),
  info: oc
    .route({ method: 'GET', path: '/v1/system', summary: 'Version, host and data folder' })
    .output(systemInfoSchema),
}
