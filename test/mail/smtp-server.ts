import { onTestFinished } from 'vitest'
import { openMailServer } from '../support/mail-server.ts'

/** One that is closed when the test is over. */
export async function startMailServer(...options: Parameters<typeof openMailServer>) {
  const server = await openMailServer(...options)
  onTestFinished(server.close)
  return server
}
