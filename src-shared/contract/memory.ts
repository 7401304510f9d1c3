import { oc } from '@orpc/contract'
import { memoryEntrySchema, newMemorySchema } from '../model/memory.ts'
import { refusals } from './errors.ts'

export const memoryContract = {
  remember: oc
    .route({
      method: 'POST',
      path: '/v1/memory',
      summary: 'Keep something to be found again; with a run, its project is that of the run',
    })
    .errors(refusals('E_NOT_FOUND', 'E_REQUIRED', 'E_STATE', 'E_TOO_LARGE', 'E_IDEMPOTENCY_MISMATCH'))
    .input(newMemorySchema)
    .output(memoryEntrySchema),
}
