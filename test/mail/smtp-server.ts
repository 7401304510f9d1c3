import { onTestFinished } from 'vitest'
import { openMailServer } from '../support/mail-server.ts'

/** A mail server that closes after the test. */
export async function startMailServer(...options: Parameters<typeof openMailServer>) {
  const server = await openMailServer(...options)
  onTestFinished(server.close)
  return server
}
