import { spawn } from 'node:child_process'
import { appendFileSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs'
import { Writable } from 'node:stream'
import * as acp from '@agentclientprotocol/sdk'

/**
 * A coding agent without a model. The first argument selects the scenario of its turn. The optional second argument is
 * a diary file that persists between starts. The agent works in its current folder.
 */
const [scenario = 'works', diary] = process.argv.slice(2)

type Turn = (about: {
  readonly client: acp.AgentContext
  readonly sessionId: string
  readonly text: string
}) => Promise<acp.StopReason>

const note = (text: string): void => {
  if (diary !== undefined) appendFileSync(diary, `${text}\n`)
}
const inAnHour = () => Math.floor(Date.now() / 1000) + 3600
const forever = () => new Promise<never>(() => setInterval(() => {}, 60_000))
const { update: updateMethod, requestPermission } = acp.methods.client.session

const tell = (client: acp.AgentContext, sessionId: string, update: acp.SessionUpdate) =>
  client.notify(updateMethod, { sessionId, update })
const say = (client: acp.AgentContext, sessionId: string, text: string) =>
  tell(client, sessionId, { sessionUpdate: 'agent_message_chunk', content: { type: 'text', text } })

const options: acp.PermissionOption[] = [
  { optionId: 'forever', kind: 'allow_always', name: 'Always' },
  { optionId: 'yes', kind: 'allow_once', name: 'Yes' },
  { optionId: 'never', kind: 'reject_always', name: 'Never' },
  { optionId: 'no', kind: 'reject_once', name: 'No' },
]

async function request(
  client: acp.AgentContext,
  sessionId: string,
  asked: { readonly toolCall: acp.ToolCallUpdate; readonly options?: acp.PermissionOption[] },
): Promise<string> {
  const { outcome } = await client.request(requestPermission, { sessionId, options, ...asked })
  return outcome.outcome === 'selected' ? outcome.optionId : 'cancelled'
}

let count = 0
/** Asks for permission to write a file, and writes the file if allowed. Returns the selected option. */
async function write(
  client: acp.AgentContext,
  sessionId: string,
  path: string,
  text = `${path}\n`,
): Promise<string> {
  count += 1
  const toolCall: acp.ToolCallUpdate = {
    toolCallId: `call-${count}`,
    title: `Write ${path}`,
    kind: 'edit',
    locations: [{ path }],
    rawInput: { path, text },
    content: [{ type: 'diff', path, oldText: null, newText: text }],
  }
  const chosen = await request(client, sessionId, { toolCall })
  note(`${path}: ${chosen}`)
  const isAllowed = chosen === 'yes'
  if (isAllowed && !path.includes('..')) writeFileSync(path, text)
  await tell(client, sessionId, {
    ...{ sessionUpdate: 'tool_call_update', toolCallId: toolCall.toolCallId },
    status: isAllowed ? 'completed' : 'failed',
  })
  return chosen
}

const plan = (first: acp.PlanEntryStatus, second: acp.PlanEntryStatus): acp.SessionUpdate => ({
  sessionUpdate: 'plan',
  entries: [
    { content: 'Look', priority: 'high', status: first },
    { content: 'Write', priority: 'high', status: second },
  ],
})

const turns: Record<string, Turn> = {
  async works({ client, sessionId }) {
    await tell(client, sessionId, plan('in_progress', 'pending'))
    await tell(client, sessionId, {
      sessionUpdate: 'agent_thought_chunk',
      content: { type: 'text', text: 'a secret thought' },
    })
    await say(client, sessionId, 'I begin.')
    const about = { toolCallId: 't', title: 'Look around', kind: 'read' } as const
    await tell(client, sessionId, { sessionUpdate: 'tool_call', status: 'pending', ...about })
    await tell(client, sessionId, { sessionUpdate: 'tool_call_update', toolCallId: 't', status: 'completed' })
    await tell(client, sessionId, plan('completed', 'in_progress'))
    writeFileSync('made.txt', 'made\n')
    await tell(client, sessionId, {
      ...{ sessionUpdate: 'tool_call', toolCallId: 'w', title: 'Write', kind: 'edit', status: 'completed' },
      content: [{ type: 'diff', path: `${process.cwd()}/made.txt`, oldText: null, newText: 'made' }],
    })
    await tell(client, sessionId, plan('completed', 'completed'))
    const cost = { amount: 0.29, currency: 'EUR' }
    await tell(client, sessionId, { sessionUpdate: 'usage_update', used: 100, size: 1000, cost })
    await say(client, sessionId, 'It is ')
    await say(client, sessionId, 'done.\nAll of it.')
    return 'end_turn'
  },
  async echoes({ client, sessionId, text }) {
    await say(client, sessionId, text)
    return 'end_turn'
  },
  async showsVariables({ client, sessionId }) {
    for (const [name, value] of Object.entries(process.env))
      await say(client, sessionId, `${name}=${value}\n`)
    return 'end_turn'
  },
  async asks({ client, sessionId }) {
    await say(client, sessionId, 'May I?')
    const chosen = await write(client, sessionId, 'a.txt')
    await say(client, sessionId, `chosen: ${chosen}`)
    return 'end_turn'
  },
  async asksOutside({ client, sessionId }) {
    await write(client, sessionId, '../b.txt')
    return 'end_turn'
  },
  async asksTwice({ client, sessionId }) {
    const chosen = await Promise.all([write(client, sessionId, 'a.txt'), write(client, sessionId, 'b.txt')])
    await say(client, sessionId, `chosen: ${chosen.join(', ')}`)
    return 'end_turn'
  },
  async asksOnAndOn({ client, sessionId }) {
    for (let at = 0; at < 1000; at += 1) await write(client, sessionId, `${at}.txt`)
    return 'end_turn'
  },
  async storms({ client, sessionId }) {
    await Promise.all(Array.from({ length: 1000 }, (_, at) => write(client, sessionId, `${at}.txt`)))
    return 'end_turn'
  },
  /** Asks for one permission in the first start, and for another permission in later starts. */
  async changesItsMind({ client, sessionId }) {
    const isFirst = readFileSync(diary ?? '', 'utf8').split('started').length === 2
    const chosen = await write(client, sessionId, isFirst ? 'a.txt' : 'other.txt')
    await say(client, sessionId, `chosen: ${chosen}`)
    return 'end_turn'
  },
  async namesWhatLeadsOut({ client, sessionId }) {
    writeFileSync('../outside.txt', 'a secret')
    const change = (path: string) => ({ type: 'diff', path, oldText: 'old', newText: 'new' }) as const
    await tell(client, sessionId, {
      ...{ sessionUpdate: 'tool_call', toolCallId: 'w', title: 'Write', kind: 'edit', status: 'completed' },
      content: [change('../../x'), change('../outside.txt'), change('/etc/passwd')],
    })
    return 'end_turn'
  },
  async plansFirst({ client, sessionId }) {
    const toolCall = { toolCallId: 'p', title: 'Leave the plan mode', kind: 'switch_mode' } as const
    await say(client, sessionId, `chosen: ${await request(client, sessionId, { toolCall })}`)
    return 'end_turn'
  },
  async letsChoose({ client, sessionId }) {
    const colours = ['red', 'blue'].map((name) => ({ optionId: name, kind: 'allow_once', name }) as const)
    const toolCall = { toolCallId: 'c', title: 'Which colour?' }
    await say(
      client,
      sessionId,
      `chosen: ${await request(client, sessionId, { toolCall, options: colours })}`,
    )
    return 'end_turn'
  },
  async asksForGood({ client, sessionId }) {
    const toolCall = { toolCallId: 'c', title: 'Everything', kind: 'execute' } as const
    const others = options.filter(({ kind }) => kind !== 'allow_once')
    await say(client, sessionId, `chosen: ${await request(client, sessionId, { toolCall, options: others })}`)
    return 'end_turn'
  },
  async makesNoise({ client, sessionId }) {
    process.stdout.write('Loading…\n{"level":"info"}\n[1, 2]\n{"jsonrpc":"2.0","id":77,"result":1}\n')
    process.stdout.write('{"jsonrpc":"2.0","method":"session/update","params":{"nonsense":true}}\n')
    await tell(client, sessionId, { sessionUpdate: 'notice', severity: 'info', message: 'hm' } as never)
    await say(client, sessionId, 'done')
    return 'end_turn'
  },
  async crashes({ client, sessionId }) {
    await say(client, sessionId, 'I begin.')
    process.stderr.write('no more memory\n', () => process.exit(3))
    return forever()
  },
  async diesWhileItAsks({ client, sessionId }) {
    const isFirst = readFileSync(diary ?? '', 'utf8').split('started').length === 2
    if (isFirst) setTimeout(() => process.exit(3), 200)
    await write(client, sessionId, 'a.txt')
    return 'end_turn'
  },
  /** Keeps running after its client disconnects. */
  async clings({ client, sessionId }) {
    setInterval(() => {}, 60_000)
    await write(client, sessionId, 'a.txt')
    return 'end_turn'
  },
  async isSilent() {
    writeFileSync('ready', '')
    return forever()
  },
  async detaches() {
    spawn('setsid', ['sleep', '60'], { detached: true, stdio: 'ignore' }).unref()
    writeFileSync('ready', '')
    return forever()
  },
  async detachesAndCrashes() {
    spawn('setsid', ['sleep', '60'], { detached: true, stdio: 'ignore' }).unref()
    process.exit(3)
  },
  /** Sends 100,000 messages, each with its own id, so that no message continues another message. */
  async chatters({ client, sessionId }) {
    for (let count = 0; count < 100_000; count += 1) {
      await tell(client, sessionId, {
        ...{ sessionUpdate: 'agent_message_chunk', messageId: `m${count}` },
        content: { type: 'text', text: `Word ${count}` },
      })
    }
    return 'end_turn'
  },
  async nestsDeep({ client, sessionId }) {
    let rawInput: unknown = 'deep'
    for (let level = 0; level < 2000; level += 1) rawInput = [rawInput]
    await tell(client, sessionId, { sessionUpdate: 'tool_call', toolCallId: 'd', title: 'Deep', rawInput })
    return forever()
  },
  /** Writes an endless line. */
  async floods() {
    const pour = () => {
      while (process.stdout.write('x'.repeat(65_536)));
    }
    process.stdout.on('drain', pour)
    pour()
    return forever()
  },
  async linksOut({ client, sessionId, text }) {
    const outside = /outside=(\S+)/.exec(text)?.[1] ?? ''
    symlinkSync(outside, 'out')
    const change = { type: 'diff', path: 'out/secret.txt', oldText: null, newText: 'mine' } as const
    await tell(client, sessionId, {
      ...{ sessionUpdate: 'tool_call', toolCallId: 'w', title: 'Write', kind: 'edit', status: 'completed' },
      content: [change, { ...change, path: '../../x' }],
    })
    return 'end_turn'
  },
  /** Tries to write to each path in the task. */
  async breaksOut({ client, sessionId, text }) {
    for (const [, place = ''] of text.matchAll(/place=(\S+)/g)) {
      let came = 'wrote'
      try {
        writeFileSync(place, 'evil')
      } catch {
        came = 'kept in'
      }
      await say(client, sessionId, `${came} at ${place}\n`)
    }
    return 'end_turn'
  },
  /** Asks no questions in the mode `auto`. */
  async startsInAuto({ client, sessionId }) {
    if (mode === 'auto') writeFileSync('a.txt', 'unasked')
    else await say(client, sessionId, `chosen: ${await write(client, sessionId, 'a.txt')}`)
    return 'end_turn'
  },
  async answersLate({ client, sessionId }) {
    writeFileSync('ready', '')
    while (!isCancelled) await new Promise((resolve) => setTimeout(resolve, 10))
    await say(client, sessionId, 'I was not cancelled at all')
    return 'end_turn'
  },
  async costsNonsense({ client, sessionId }) {
    const cost = { amount: 1, currency: 'tokens' }
    await tell(client, sessionId, { sessionUpdate: 'usage_update', used: 1, size: 1, cost })
    return forever()
  },
  async spendsAndAsks({ client, sessionId }) {
    const spend = (amount: number) =>
      tell(client, sessionId, {
        ...{ sessionUpdate: 'usage_update', used: 1, size: 1 },
        cost: { amount, currency: 'EUR' },
      })
    await spend(1)
    await write(client, sessionId, 'a.txt')
    await spend(1.5)
    return 'end_turn'
  },
  /** Claude's format: the reset time follows the text, in seconds since 1970. */
  async isAtLimit() {
    throw acp.RequestError.internalError(undefined, `Claude AI usage limit reached|${inAnHour()}`)
  },
  async saysItIsAtLimit({ client, sessionId }) {
    await say(client, sessionId, `Claude AI usage limit reached|${inAnHour()}`)
    return 'end_turn'
  },
  async isAtLimitLater({ client, sessionId }) {
    const about = { toolCallId: 't', title: 'Write', kind: 'edit', status: 'completed' } as const
    await tell(client, sessionId, { sessionUpdate: 'tool_call', ...about })
    throw new acp.RequestError(429, 'Rate limit exceeded. Try again later.')
  },
  async isSpent() {
    throw acp.RequestError.internalError({ details: 'Your credit balance is too low to access the API' })
  },
  async writesAboutLimits({ client, sessionId }) {
    await say(client, sessionId, `I wrote down that the usage limit was reached, and resets 7pm.`)
    return 'end_turn'
  },
  refuses: async () => 'refusal',
  runsOut: async () => 'max_tokens',
  isCutOff: async () => 'max_turn_requests',
  cancelsItself: async () => 'cancelled',
  async breaks() {
    throw acp.RequestError.internalError({ why: 'a bug' })
  },
}

/** Session modes by scenario, with the names that real agents use. */
const modesOf: Record<string, acp.SessionModeState> = {
  hasNoAskingMode: {
    currentModeId: 'build',
    availableModes: [
      { id: 'build', name: 'Build' },
      { id: 'plan', name: 'Plan' },
    ],
  },
  startsInAuto: {
    currentModeId: 'auto',
    availableModes: [
      { id: 'auto', name: 'Auto', description: 'Let the agent choose when approval is needed' },
      { id: 'default', name: 'Default', description: 'Standard behavior, prompts for dangerous operations' },
      { id: 'bypassPermissions', name: 'Bypass Permissions' },
    ],
  },
}
const usualModes: acp.SessionModeState = {
  currentModeId: 'default',
  availableModes: [
    { id: 'default', name: 'Default' },
    { id: 'code', name: 'Code' },
    { id: 'plan', name: 'Plan' },
  ],
}
let mode = ''

/** Scenarios that share the turn of another scenario. */
const sameTurn: Record<string, string> = { loads: 'asks', signsIn: 'echoes', hasNoAskingMode: 'echoes' }

/** Sign-in methods by scenario. */
const byKey: acp.AuthMethod = { id: 'paint-api-key', name: 'Paint API key' }
const byBrowser: acp.AuthMethod = { id: 'oauth', name: 'Log in with a browser' }
const byTerminal: acp.AuthMethod = { id: 'login', name: 'Log in', type: 'terminal', args: ['login'] }
const waysOf: Record<string, acp.AuthMethod[]> = {
  signsIn: [byTerminal, byKey, byBrowser],
  signsInByTerminal: [byTerminal, byKey],
  refusesSignIn: [byBrowser],
  wantsSignInAgain: [byBrowser],
}
let isSignedIn = waysOf[scenario] === undefined && scenario !== 'wantsSignIn'

let isCancelled = false
const input = new ReadableStream<Uint8Array>({
  start(controller) {
    process.stdin.on('data', (bytes: Buffer) => controller.enqueue(bytes))
    process.stdin.on('end', () => controller.close())
  },
})
if (scenario === 'isSilentAtFirst') await forever()
if (scenario === 'detaches') process.on('SIGTERM', () => {})

note('started')
const { agent: methods } = acp.methods
acp
  .agent({ name: 'fake' })
  .onRequest(methods.initialize, ({ params }) => {
    note(`capabilities: ${JSON.stringify(params.clientCapabilities)}`)
    return {
      protocolVersion: scenario === 'speaksTheNext' ? 99 : acp.PROTOCOL_VERSION,
      agentCapabilities: { loadSession: scenario === 'loads' },
      agentInfo: { name: 'fake', version: '1.2.3' },
      authMethods: waysOf[scenario] ?? [],
    }
  })
  .onRequest(methods.authenticate, ({ params }) => {
    note(`authenticate: ${params.methodId}`)
    if (scenario === 'refusesSignIn') throw acp.RequestError.invalidParams(undefined, 'the key is wrong')
    isSignedIn = scenario !== 'wantsSignInAgain'
    return {}
  })
  .onRequest(methods.session.new, ({ params }) => {
    note(`new: ${JSON.stringify(params.mcpServers)}`)
    if (!isSignedIn) throw acp.RequestError.authRequired()
    const modes = modesOf[scenario] ?? usualModes
    mode = modes.currentModeId
    return {
      sessionId: `session-${process.pid}`,
      modes,
      configOptions: [
        {
          ...{ id: 'model', name: 'Model', category: 'model', type: 'select', currentValue: 'small' },
          options: [
            { value: 'small', name: 'Small' },
            { value: 'large', name: 'Large' },
          ],
        },
      ],
    }
  })
  .onRequest(methods.session.load, async ({ params, client }) => {
    note(`load: ${params.sessionId}`)
    await say(client, params.sessionId, 'what I said before')
    return {}
  })
  .onRequest(methods.session.setMode, ({ params }) => {
    note(`mode: ${params.modeId}`)
    mode = params.modeId
    return {}
  })
  .onRequest(methods.session.setConfigOption, ({ params }) => {
    note(`${params.configId}: ${JSON.stringify('value' in params ? params.value : null)}`)
    return { configOptions: [] }
  })
  .onRequest(methods.session.prompt, async ({ params, client }) => {
    const [first] = params.prompt
    const text = first?.type === 'text' ? first.text : ''
    note('prompted')
    const turn = turns[sameTurn[scenario] ?? scenario]
    if (turn === undefined) throw new Error(`No turn ${scenario}`)
    return { stopReason: await turn({ client, sessionId: params.sessionId, text }) }
  })
  .onNotification(methods.session.cancel, () => {
    note('cancelled')
    isCancelled = true
  })
  .connect(acp.ndJsonStream(Writable.toWeb(process.stdout), input))
