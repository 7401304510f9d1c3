import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createEml } from '../../../src-main/agents/builtin/eml.ts'
import { artifactsOf } from '../../../src-shared/model/artifact.ts'
import { answerOf } from '../builders.ts'

const requiredSkills = ['communication']
const mailSchema = z.looseObject({
  to: z.array(z.string()),
  subject: z.string(),
  body: z.string(),
  eml: z.string(),
})
const mailOf = async (context: Parameters<typeof answerOf>[0]) => {
  const { data, text } = await answerOf({ requiredSkills, ...context })
  return {
    text,
    data: z.object({ communication: mailSchema }).parse(data),
  }
}
const headersOf = (eml: string): string[] =>
  eml
    .slice(0, eml.indexOf('\r\n\r\n'))
    .replace(/\r\n[ \t]+/g, ' ')
    .split('\r\n')

describe('a drafted mail', () => {
  it('is identical when drafted again', async () => {
    const context = { description: 'Email ann@example.org about the party', idempotencyKey: 'run_1/a' }
    expect(await mailOf(context)).toEqual(await mailOf(context))
  })

  it('uses the named subject, otherwise the topic', async () => {
    const named = await mailOf({ description: 'Draft an email to a@example.org with the subject "Hi there"' })
    expect(named.data.communication.subject).toBe('Hi there')
    const about = await mailOf({ description: 'Email a@example.org about the party' })
    expect(about.data.communication.subject).toBe('The party')
  })

  it('reports a missing address and a missing text', async () => {
    const { text, data } = await mailOf({ description: 'Email Bob about the party' })
    expect(text).toContain('No address is known for Bob.')
    expect(text).toContain('so the draft has a placeholder')
    // The run ends with a gap: a draft without its text is an incomplete file.
    expect(artifactsOf({ data: z.json().parse(data) })).toMatchObject([
      { name: 'draft.eml', missing: 'Text of the message' },
    ])
    expect(data.communication).toMatchObject({ to: [], body: expect.stringMatching(/^Hello Bob,/) })
    expect(headersOf(data.communication.eml).some((line) => line.startsWith('To:'))).toBe(false)
  })

  it('contains the result of any kind of agent, and reports dependencies without a result', async () => {
    const dependencies = [
      {
        key: 'a',
        title: 'Ask a model',
        description: '',
        status: 'done',
        result: { text: '## Answer\n\n**42**', data: null },
      },
      { key: 'b', title: 'Look it up', description: '', status: 'skipped', result: null },
    ] as const
    const { data } = await mailOf({ description: 'Email ann@example.org the results', dependencies })
    expect(data.communication.body).toBe('Hello,\n\nAnswer\n\n42\n\nLook it up (b) has no result.')
  })

  it('cannot contain a fence that breaks out of the displayed text', async () => {
    const dependencies = [
      {
        key: 'a',
        title: 'A',
        description: '',
        status: 'done',
        result: { text: '````\n# Not ours', data: null },
      },
    ] as const
    const { text } = await mailOf({ description: 'Email ann@example.org', dependencies })
    expect(text).toMatch(/`{5}text\n[\s\S]*\n`{5}$/)
  })
})

describe('the .eml of any draft', () => {
  const names = [
    'X-Unsent',
    'From',
    'To',
    'Subject',
    'Message-ID',
    'Date',
    'Content-Transfer-Encoding',
    'MIME-Version',
    'Content-Type',
  ]
  const nasty = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc.constantFrom(
      'x\r\nBcc: eve@example.com',
      'x\nBcc: eve@example.com',
      'x\r\n\r\nbody',
      'x\u2028Bcc: e@e.com',
      '=?utf-8?q?x=0d=0aBcc:e?=',
    ),
  )

  it('has each header of RFC 5322 once, in ASCII, and no header from its texts', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, nasty, nasty, async (subject, name, body) => {
        const to = [{ name, address: 'ann@example.org' }]
        const eml = await createEml({ to, subject, body: `Hello ${body}`, at: 0, idempotencyKey: subject })
        const headers = headersOf(eml)
        expect(headers.map((line) => line.slice(0, line.indexOf(':'))).sort()).toEqual(
          names
            .filter((each) => each !== 'Subject' || headers.some((line) => line.startsWith('Subject')))
            .sort(),
        )
        expect(eml.slice(0, eml.indexOf('\r\n\r\n'))).toMatch(/^[\x20-\x7e\r\n\t]*$/)
        expect(eml.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
        expect(Math.max(...eml.split('\r\n').map((line) => line.length))).toBeLessThanOrEqual(998)
      }),
    )
  })

  it('contains only recipients that the request names, whatever the results contain', async () => {
    await fc.assert(
      fc.asyncProperty(nasty, async (text) => {
        const result = { text: `${text}\r\nTo: eve@example.com`, data: null }
        const dependencies = [{ key: 'a', title: text, description: '', status: 'done' as const, result }]
        const { data } = await mailOf({
          title: 'Mail',
          description: 'Email ann@example.org the results',
          dependencies,
        })
        expect(data.communication.to).toEqual(['ann@example.org'])
        expect(headersOf(data.communication.eml).filter((line) => line.startsWith('To:'))).toEqual([
          'To: ann@example.org',
        ])
      }),
      { numRuns: 50 },
    )
  })
})
