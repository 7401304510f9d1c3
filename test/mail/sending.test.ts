import { describe, expect, it } from 'vitest'
import { systemClock } from '../../src-main/base/clock.ts'
import { readMailServer } from '../../src-main/mail/mailer.ts'
import { bootTestApp } from '../support/app.ts'
import { startMailServer } from './smtp-server.ts'

type App = Awaited<ReturnType<typeof bootTestApp>>

const mailFrom = 'crew@example.org'
const environment = (port: number, user = '') => ({
  SWITCHYARD_MAIL_URL: `smtp://${user}127.0.0.1:${port}`,
  SWITCHYARD_MAIL_FROM: mailFrom,
})

const bootWith = (env: Record<string, string>, password: string | null = null) =>
  bootTestApp({ config: { mailServer: readMailServer(env), readMailPassword: () => password } })

const request = 'Draft a mail to ann@example.org saying "The fair is on"'

async function start(
  { client }: App,
  description = request,
  more: { retry?: { max_attempts: number; first_ms: number } } = {},
) {
  const { runId } = await client.runs.start({
    request: {
      plan_id: 'p',
      tasks: [
        { task_id: 'draft', description, required_skills: ['communication'] },
        {
          task_id: 'send',
          description: 'Send it',
          required_skills: ['send_email'],
          depends_on: ['draft'],
          ...more,
        },
      ],
    },
  })
  return runId
}

async function sendIs({ client }: App, runId: string, wanted: string) {
  for (const end = systemClock.now() + 15_000; ; ) {
    const detail = await client.runs.getTask({ runId, taskKey: 'send' })
    if (detail.task.status === wanted) return detail
    if (systemClock.now() > end) throw new Error(`It is ${detail.task.status}, not ${wanted}`)
    await systemClock.sleep(20)
  }
}

async function answer(app: App, runId: string, word: 'approve' | 'reject') {
  const { approval } = await sendIs(app, runId, 'awaiting_input')
  if (approval === null) throw new Error('no gate')
  await app.client.runs.answerApproval({ approvalId: approval.id, hash: approval.hash, answer: word })
  return approval
}

describe('a mail', () => {
  it('is shown completely, and is sent after approval with the approved recipients and content', async () => {
    const { received, port } = await startMailServer()
    const app = await bootWith(environment(port))
    const runId = await start(app)
    const approval = await answer(app, runId, 'approve')
    expect(approval).toMatchObject({
      kind: 'permission',
      subject: {
        ...{ from: mailFrom, to: ['ann@example.org'], server: `127.0.0.1:${port}` },
        body: expect.stringContaining('The fair is on'),
      },
    })
    const { attempts } = await sendIs(app, runId, 'done')
    expect(received).toHaveLength(1)
    expect(received[0]).toMatchObject({ from: mailFrom, to: ['ann@example.org'] })
    expect(received[0]?.text).toContain('The fair is on')
    expect(received[0]?.text).toMatch(/^From: crew@example\.org\r?$/m)
    expect(received[0]?.text).not.toContain('X-Unsent')
    expect(attempts.at(-1)?.result?.data).toMatchObject({
      send_email: {
        status: 'sent',
        accepted: ['ann@example.org'],
        response: expect.stringContaining('kept as 42'),
      },
    })
  })

  it('is not sent after a rejection, and the task says so', async () => {
    const { received, port } = await startMailServer()
    const app = await bootWith(environment(port))
    const runId = await start(app)
    await answer(app, runId, 'reject')
    const { attempts } = await sendIs(app, runId, 'failed')
    expect(attempts.at(-1)?.failure?.reason).toBe('refused')
    expect(received).toEqual([])
  })

  it.each([
    ['no server is set', {}, 'No mail server is configured'],
    ['the draft has no recipient', undefined, 'has no recipient'],
  ])('causes no request for approval if %s', async (_, env, why) => {
    const { port } = await startMailServer()
    const app = await bootWith(env ?? environment(port))
    const runId = await start(app, env === undefined ? 'Draft a mail to Bob saying "Hi"' : undefined)
    const { attempts, approval } = await sendIs(app, runId, 'failed')
    expect(approval).toBeNull()
    expect(attempts.at(-1)?.failure).toMatchObject({
      reason: 'bad_input',
      message: expect.stringContaining(why),
    })
  })

  it('is retried while the server is unreachable, because nothing was sent', async () => {
    const { port } = await startMailServer()
    const closed = port === 1 ? 2 : 1
    const app = await bootWith(environment(closed))
    const runId = await start(app)
    await answer(app, runId, 'approve')
    const { attempts } = await sendIs(app, runId, 'todo')
    expect(attempts.at(-1)?.failure).toMatchObject({ reason: 'unavailable' })
  })

  it('is not sent again automatically if the server disconnects after receiving it', async () => {
    const { port, breakOff } = await startMailServer({
      onData(stream) {
        stream.resume()
        stream.on('end', () => breakOff())
      },
    })
    const app = await bootWith(environment(port))
    const runId = await start(app, undefined, { retry: { max_attempts: 3, first_ms: 0 } })
    await answer(app, runId, 'approve')
    const { approval } = await sendIs(app, runId, 'awaiting_approval')
    expect(approval).toMatchObject({ kind: 'uncertain_outcome' })
  })

  it('shows the recipients that the server refused', async () => {
    const { port } = await startMailServer({
      onRcptTo: (_, __, done) => done(new Error('no such person')),
    })
    const app = await bootWith(environment(port))
    const runId = await start(app)
    await answer(app, runId, 'approve')
    const { attempts } = await sendIs(app, runId, 'failed')
    expect(attempts.at(-1)?.failure).toMatchObject({ reason: 'refused' })
  })

  it('signs in with the password of the environment, which appears in no response', async () => {
    const seen: unknown[] = []
    const { port, received } = await startMailServer({
      authOptional: false,
      allowInsecureAuth: true,
      onAuth({ password }, _, done) {
        seen.push(password)
        done(null, password === 'canary-secret' ? { user: 'me' } : undefined)
      },
    })
    const app = await bootWith(environment(port, 'me@'), 'canary-secret')
    const runId = await start(app)
    await answer(app, runId, 'approve')
    const detail = await sendIs(app, runId, 'done')
    expect(seen).toEqual(['canary-secret'])
    expect(received).toHaveLength(1)
    expect(JSON.stringify(detail)).not.toContain('canary-secret')
  })
})

describe('the settings of the mail server', () => {
  it.each([
    ['http://mail.example.org', 'SWITCHYARD_MAIL_URL'],
    ['smtp://me:secret@mail.example.org', 'SWITCHYARD_MAIL_URL'],
    ['not an address', 'SWITCHYARD_MAIL_URL'],
  ])('refuse %s without repeating the value', (url, field) => {
    const read = readMailServer({ SWITCHYARD_MAIL_URL: url, SWITCHYARD_MAIL_FROM: mailFrom })
    expect(read).toMatchObject({ ok: false, error: { field } })
    expect(JSON.stringify(read)).not.toContain('secret@')
  })

  it('know the standard ports', () => {
    const read = (url: string) => readMailServer({ SWITCHYARD_MAIL_URL: url, SWITCHYARD_MAIL_FROM: mailFrom })
    expect(read('smtps://me@mail.example.org')).toMatchObject({
      value: { port: 465, isSecure: true, user: 'me' },
    })
    expect(read('smtp://mail.example.org')).toMatchObject({
      value: { port: 587, isSecure: false, user: null },
    })
  })
})
