import { ORPCError } from '@orpc/client'
import { describe, expect, it } from 'vitest'
import { refusal } from '#shared/refusal.ts'
import { words } from '#shared/words/words.ts'
import { failureOf } from '../../../src-renderer/rpc/failure.ts'

const wired = ({ code, message, ...data }: { code: string; message: string }) =>
  new ORPCError(code, { message, data })

describe('a failure in the window', () => {
  it('has the text of the refusal in the language of the window', () => {
    const refused = refusal('E_STATE', 'run_already_paused', { run: 'run_1', field: 'runId' })
    const inAnotherLanguage = { ...refused, message: 'Run run_1 ist angehalten.', hint: 'Weiter.' }
    expect(failureOf(wired(inAnotherLanguage))).toEqual({
      message: refused.message,
      hint: refused.hint,
      code: 'E_STATE',
      field: 'runId',
    })
  })

  it("has the server's text for an unknown reason", () => {
    const sent = { code: 'E_STATE', reason: 'of_a_newer_server', message: 'Not now.', hint: 'Later.' }
    expect(failureOf(wired(sent))).toMatchObject({ message: 'Not now.', hint: 'Later.', field: null })
  })

  it('suggests a reload without a response', () => {
    const { message, hint, code } = failureOf(new Error('Failed to fetch'))
    expect([message, hint, code]).toEqual(['Failed to fetch', words.common.reload, null])
  })
})
