import { oc } from '@orpc/contract'
import { z } from 'zod'

export const systemInfoSchema = z.object({
  version: z.string(),
  host: z.enum(['electron', 'server', 'cli']),
  dataDir: z.string(),
  /** The newest event of the log. */
  seq: z.number(),
})

export const systemContract = {
  info: oc
    .route({ method: 'GET', path: '/v1/system', summary: 'Version, host and data folder' })
    .output(systemInfoSchema),
}
