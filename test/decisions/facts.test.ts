import { describe, expect, it } from 'vitest'
import type { ContextTask, MadeArtifact } from '../../src-main/decisions/context.ts'
import { decideByRules } from '../../src-main/decisions/deciders/rules.ts'
import { findReserved } from '../../src-main/decisions/facts/approvals.ts'
import { readFacts } from '../../src-main/decisions/facts/read-facts.ts'
import { readVerdict } from '../../src-main/decisions/facts/read-verdict.ts'
import { guard } from '../../src-main/decisions/guard.ts'
import { contextWith, decisionOf, taskWith } from './scene.ts'

const end = decisionOf({ action: 'project_complete' })
const planner = taskWith({ key: 'task-002', agentType: 'project_manager', description: 'Write plan.md.' })
const work = (key: string, agentType: string, description: string, more: Partial<ContextTask> = {}) =>
  taskWith({ key, agentType, description, title: description, outcome: 'Done.', ...more })
const file = (name: string, taskKey: string, text: string): MadeArtifact => ({ name, taskKey, text })
const asked = (question: string, answer: string) =>
  taskWith({
    key: 'task-090',
    agentType: 'escalation',
    isEscalation: true,
    description: question,
    outcome: answer,
  })

interface Made {
  readonly scope?: string
  readonly plan?: string
  readonly files?: readonly MadeArtifact[]
  readonly tasks?: readonly ContextTask[]
}

function situation({ scope = '# Scope\n', plan, files = [], tasks = [] }: Made) {
  const all = [taskWith(), ...(plan === undefined ? [] : [planner]), ...tasks]
  return contextWith({
    tasks: all,
    finished: all.at(-1) ?? taskWith(),
    artifacts: [
      file('scope.md', 'task-001', scope),
      ...(plan === undefined ? [] : [file('plan.md', 'task-002', plan)]),
      ...files,
    ],
  })
}

const codesOf = (made: Made) => guard(end, situation(made)).map(({ code }) => code)
const openIn = (made: Made) => readFacts(situation(made)).openDeliverables
const api = work('task-003', 'backend_developer', 'Implement the booking API')
const page = work('task-004', 'frontend_developer', 'Build the booking page')

const layouts: readonly (readonly [layout: string, plan: string])[] = [
  ['a numbered list', '## Deliverables\n\n1. Booking API\n2. Booking page\n3. Guide for singers\n'],
  ['ticks', '## Deliverables\n\n- [x] Booking API\n- [x] Booking page\n- [ ] Guide for singers\n'],
  [
    'a table with a status',
    '## Deliverables\n\n| ID | Deliverable | Owner | Status |\n|---|---|---|---|\n| D1 | Booking API | backend_developer | Done |\n| D2 | Booking page | frontend_developer | ✅ |\n| D3 | Guide for singers | technical_writer | In progress |\n',
  ],
  ['ids', '## Deliverables\n\n- **D1** Booking API\n- **D2** Booking page\n- **D3** Guide for singers\n'],
  [
    'headings',
    '## Deliverables\n\n### Booking API ✅\n\nText.\n\n### Booking page (done)\n\n### Guide for singers\n',
  ],
  ['strike-through', '## Deliverables\n\n- ~~Booking API~~\n- ~~Booking page~~\n- Guide for singers\n'],
  ['one line', 'Deliverables: 1. Booking API, 2. Booking page, 3. Guide for singers\n'],
  [
    'tasks without that heading',
    '# Plan\n\n## Work items\n\n- [ ] Booking API\n- [ ] Booking page\n- [ ] Guide for singers\n',
  ],
  [
    'a table without that heading',
    '# Plan\n\n| Task | Agent | State |\n|---|---|---|\n| Booking API | backend_developer | open |\n| Booking page | frontend_developer | open |\n| Guide for singers | technical_writer | open |\n\n## Risks\n\n- Rain\n',
  ],
  [
    'headings with ids',
    '# Plan\n\n## D1: Booking API\n\nText.\n\n## D2: Booking page\n\n## D3: Guide for singers\n\n## Risks\n\n- Rain\n',
  ],
  [
    'phases',
    '# Plan\n\n## Phase 1\n\n- Booking API (backend_developer)\n\n## Phase 2\n\n- Booking page (frontend_developer)\n- Guide for singers (technical_writer)\n',
  ],
]

describe('the open deliverables of a plan', () => {
  it.each(layouts)('are read from %s, and delay the end of a goal', (_, plan) => {
    const open = openIn({ plan, tasks: [api, page] })
    expect(open).toHaveLength(1)
    expect(open[0]).toContain('Guide for singers')
    expect(codesOf({ plan, tasks: [api, page] })).toEqual(['open_deliverables'])
    const guide = work('task-005', 'technical_writer', 'Write the guide for singers')
    expect(codesOf({ plan, tasks: [api, page, guide] })).toEqual([])
  })

  it.each([
    ['its text', 'Guide for singers'],
    ['its id', 'Write what D3 asks for'],
    ['its number', 'Write deliverable 3 of the plan'],
    ['most of its words', 'Write a short guide for the singers of the choir'],
  ])('are done through a task that names %s', (_, description) => {
    const plan = '## Deliverables\n\n- D1 Booking API\n- D2 Booking page\n- D3 Guide for singers\n'
    const guide = work('task-005', 'technical_writer', description)
    expect(openIn({ plan, tasks: [api, page, guide] })).toEqual([])
  })

  it('are done through a file that they name', () => {
    const plan = '## Deliverables\n\n- `guide.md`, for whoever sings\n'
    const task = work('task-003', 'helper', 'Do the last thing')
    expect(openIn({ plan, tasks: [task] })).toHaveLength(1)
    expect(openIn({ plan, tasks: [task], files: [file('guide.md', 'task-003', '# Guide')] })).toEqual([])
  })

  it('are not done through a failed task or a task that only shares a word', () => {
    const plan = '## Deliverables\n\n- Booking API (backend_developer)\n- API guide (technical_writer)\n'
    const failed = { ...api, status: 'failed' as const }
    expect(openIn({ plan, tasks: [failed, page] })).toHaveLength(2)
    expect(openIn({ plan, tasks: [api] })).toEqual(['API guide (technical_writer)'])
  })

  it('are settled by a person who excludes them or ends the goal', () => {
    const plan = '## Deliverables\n\n- Booking API\n- Guide for singers\n'
    const left = asked('Nobody here seems to make "Guide for singers". Who?', 'Skip it.')
    expect(openIn({ plan, tasks: [api, left] })).toEqual([])
    const enough = asked('The project was called complete. What should happen next?', 'Complete it anyway.')
    expect(codesOf({ plan, tasks: [enough] })).toEqual([])
    const first = asked(
      'The project was called complete. What should happen next?',
      'Complete the guide first',
    )
    expect(codesOf({ plan, tasks: [api, first] })).toEqual(['open_deliverables'])
  })
})

describe('a goal that only has a plan', () => {
  it.each([
    ['a scope', '# Scope\n\nA simple page with a button.\n', ['nothing_made']],
    ['a scope with deliverables', '# Scope\n\n## Deliverables\n\n- Page\n', ['no_plan', 'nothing_made']],
  ])('is not complete after %s', (_, scope, codes) => {
    expect(codesOf({ scope })).toEqual(codes)
  })

  it('is not complete without a plan if its scope names deliverables', () => {
    expect(codesOf({ scope: '## Deliverables\n\n1. API\n2. Page\n', tasks: [api] })).toEqual(['no_plan'])
  })
})

describe('the verdict of a report', () => {
  it.each([
    ['12 passed, 2 failed', false],
    ['12 passed, 0 failed', true],
    ['==== 2 failed, 10 passed in 0.12s ====', false],
    [' Tests  3 failed | 40 passed (43)', false],
    [' Tests  43 passed (43)', true],
    ['# tests 4\n# pass 3\n# fail 1', false],
    ['# tests 4\n# pass 4\n# fail 0', true],
    ['<testsuite tests="3" failures="1" errors="0">', false],
    ['<testsuite tests="3" failures="0" errors="0">', true],
    ['Ran 3 tests in 0.001s\n\nFAILED (failures=1)', false],
    ['ok 1 - a\nnot ok 2 - b', false],
    ['--- FAIL: TestLogin (0.00s)\nFAIL', false],
    ['9 of 10 checks passed', false],
    ['10/10 tests passed', true],
    ['All tests pass.', true],
    ['No test failed.', true],
    ['**Verdict:** not ready for release', false],
    ['## Verdict\n\nApproved.', true],
    ['## Result\n\nRejected: the form loses what was typed.', false],
    ['Overall status: ❌', false],
    ['Status: passed', true],
    ['| Check | Result |\n|---|---|\n| Login | ✅ |\n| Logout | ❌ |', false],
    ['| Check | Result |\n|---|---|\n| Login | pass |\n| Logout | pass |', true],
    ['- login: PASS\n- logout: FAIL', false],
    ['Round 1: 3 failed.\nRound 2: 0 failed.', true],
    ['Round 1: all tests pass.\nRound 2: 1 failed.', false],
    ['The tests do not pass on Safari.', false],
    ['Changes requested: name the button.', false],
    ['Verdict: pass, no failures found', true],
    ['A scaffold: work.test.mjs. It has 2 tests. These tests have not run.', null],
    ['Created work.test.mjs from a template. The file has 2 tests for a.html, b.mjs.', null],
    ['Still missing: Tests of the purpose of the files. These tests have not run.', null],
    ['Wrote the guide.', null],
  ])('of "%s" is green: %s', (text, isGreen) => {
    expect(readVerdict(text)?.isGreen ?? null).toBe(isGreen)
  })
})

describe('the last verdict on a test', () => {
  const plan = '## Deliverables\n\n- Booking API\n'
  const test = (key: string) => work(key, 'tester', `Test the booking API, ${key}`)
  const red = file('test-report.md', 'task-004', '# Report\n\n10 passed, 2 failed\n')

  it('delays the end of a goal while it is red, also after an untested fix', () => {
    const fix = work('task-005', 'backend_developer', 'Fix the booking API')
    expect(codesOf({ plan, tasks: [api, test('task-004')], files: [red] })).toEqual(['red_verdict'])
    expect(codesOf({ plan, tasks: [api, test('task-004'), fix], files: [red] })).toEqual(['red_verdict'])
    const again = file('test-report-2.md', 'task-006', '12 passed, 0 failed\n')
    const tasks = [api, test('task-004'), fix, test('task-006')]
    expect(codesOf({ plan, tasks, files: [red, again] })).toEqual([])
  })

  it("is also read from the tester's text, but not from code or documents", () => {
    const said = { ...test('task-004'), outcome: 'Ran the suite: 2 tests failed.' }
    expect(codesOf({ plan, tasks: [api, said] })).toEqual(['red_verdict'])
    const code = file('api.test.mjs', 'task-004', '// 2 failed\n')
    const article = file('sales-report.md', 'task-003', '3 failed deliveries, 2 failed payments.\n')
    expect(codesOf({ plan, tasks: [api, test('task-004')], files: [article, code] })).toEqual([])
  })

  it('overrides an approving review, and a later green test overrides a review', () => {
    const review = work('task-006', 'reviewer', 'Review the booking API')
    const approved = file('review.md', 'task-006', 'Verdict: approved\n')
    const tasks = [api, test('task-004'), review]
    expect(codesOf({ plan, tasks, files: [red, approved] })).toEqual(['red_verdict'])
    const refused = file('review.md', 'task-006', 'Verdict: changes requested\n')
    const green = file('test-report.md', 'task-007', 'All tests pass.\n')
    expect(codesOf({ plan, tasks: [api, review], files: [refused] })).toEqual(['red_verdict'])
    expect(codesOf({ plan, tasks: [api, review, test('task-007')], files: [refused, green] })).toEqual([])
  })
})

describe('a question to the owner', () => {
  const plan = '## Deliverables\n\n- Booking API\n'
  const scope =
    '# Scope\n\n## Open questions\n\n1. How many seats are there?\n2. Who may book?\n\n## Goal\n\nx\n'

  it('delays the end of a goal until a person answers, also in other words', () => {
    expect(codesOf({ plan, scope, tasks: [api] })).toEqual(['open_question'])
    const seats = asked('How many seats are there?', 'Forty.')
    const who = { ...asked('May all members book, or who else?', 'All who may sing.'), key: 'task-091' }
    expect(codesOf({ plan, scope, tasks: [seats, api] })).toEqual(['open_question'])
    expect(codesOf({ plan, scope, tasks: [seats, who, api] })).toEqual([])
  })

  it.each([
    ['a note that there is none', '- None.'],
    ['a tick', '- [x] Who may book?'],
    ['an answer below it', '- Who may book?\n  - Answer: members'],
    ['an answer beside it', '- Who may book? → members'],
    ['a stroke', '- ~~Who may book?~~'],
  ])('is not open with %s', (_, item) => {
    expect(codesOf({ plan, scope: `## Open questions\n\n${item}\n`, tasks: [api] })).toEqual([])
  })
})

describe('an approval that the scope requires from a person', () => {
  const plan = '## Deliverables\n\n- Booking API (backend_developer)\n'
  const scope = '# Scope\n\n## Approvals\n\n- ask me before you publish it\n'
  const question = 'The goal says "ask me before you publish it". Do you approve the result?'
  const earlier = 'The goal says "ask me before you publish it". Is the result approved?'

  it('delays the end of a goal until it is given', () => {
    expect(codesOf({ plan, scope, tasks: [api] })).toEqual(['open_approval'])
    expect(codesOf({ plan, scope, tasks: [api, asked(question, 'Yes.')] })).toEqual([])
    expect(codesOf({ plan, scope, tasks: [api, asked(question, 'No.')] })).toEqual(['open_approval'])
    expect(guard(end, situation({ plan, scope, tasks: [api] }))[0]?.message).toBe(question)
  })

  it('is given and refused by an answer to the question of earlier versions', () => {
    expect(codesOf({ plan, scope, tasks: [api, asked(earlier, 'Yes.')] })).toEqual([])
    expect(codesOf({ plan, scope, tasks: [api, asked(earlier, 'No.')] })).toEqual(['open_approval'])
    const no = situation({ plan, scope, tasks: [api, asked(`${earlier}\n\nRecommended: Yes.`, 'No.')] })
    expect(readFacts(no).openApprovals).toEqual(['ask me before you publish it'])
  })

  it('is requested by the rules after all deliverables are done, and again with the changes after a rejection', () => {
    const tested = work('task-004', 'tester', 'Write tests for api.mjs.')
    const made = { plan, scope, files: [file('api.md', 'task-003', 'x')] }
    expect(decideByRules(situation({ ...made, tasks: [api, tested] })).action).toBe('escalate_to_human')
    const exact = work('task-003', 'backend_developer', 'Booking API (backend_developer)')
    expect(decideByRules(situation({ ...made, tasks: [exact, tested] }))).toMatchObject({
      action: 'escalate_to_human',
      question,
    })
    const yes = asked(question, 'Yes.')
    expect(decideByRules(situation({ ...made, tasks: [exact, tested, yes] })).action).toBe('project_complete')
    const no = asked(question, 'No.')
    expect(decideByRules(situation({ ...made, tasks: [exact, tested, no] })).question).toContain(
      'What should be changed',
    )
  })
})

describe('an approval that a goal requires', () => {
  it.each([
    ['ask me before you send it to the team', 'Send the guide to the team', true],
    ['ask me before you send it to the team', 'Write the guide, then mail it to the team', true],
    ['ask me before you send it to the team', 'Write the guide that we send to the team', false],
    ['check with me before anything is published', 'Deploy the page', true],
    ['check with me before anything is published', 'Build the page', false],
    ['ask me before you translate it', 'Translate the guide', true],
    ['have somebody review it', 'Buy the domain', true],
    ['have somebody review it', 'Compare domains', false],
    ['ask me before buying it', 'Order ten chairs', true],
  ])('%s: %s', (approval, description, isReserved) => {
    expect(findReserved(description, [approval])).toBe(isReserved ? approval : null)
  })

  it("is independent of a task's attachments", () => {
    expect(findReserved('Build it\n\nContext: Send it to the team', ['ask me before you send it'])).toBeNull()
  })

  it('is read from the goal even if the scope does not list it', () => {
    const demands = { approvals: ['ask me before you send it'], parts: [] }
    expect(readFacts({ ...situation({}), demands }).openApprovals).toEqual(demands.approvals)
    const scope = '# Scope\n\n## Approvals\n\n- Ask me before you send it.\n'
    expect(readFacts({ ...situation({ scope }), demands }).openApprovals).toEqual([
      'Ask me before you send it.',
    ])
  })
})

describe('an uncovered part of a goal', () => {
  const demands = { approvals: [], parts: ['research the best date'] }
  const partsIn = (made: Made) => readFacts({ ...situation(made), demands }).openParts

  it('is open until a task or a file covers it', () => {
    expect(partsIn({ tasks: [page] })).toEqual(demands.parts)
    expect(partsIn({ tasks: [work('task-005', 'research', 'Research which date is best')] })).toEqual([])
    expect(partsIn({ files: [file('dates.md', 'task-004', 'The best date by research: May 3')] })).toEqual([])
  })

  it('can be excluded by a person, and is named at the end', () => {
    const question = 'The goal asks for parts that no task covers: "research the best date".'
    const facts = readFacts({ ...situation({ tasks: [asked(question, 'Leave it out.')] }), demands })
    expect(facts).toMatchObject({ openParts: [], leftOut: demands.parts })
    const wanted = readFacts({ ...situation({ tasks: [asked(question, 'Research it.')] }), demands })
    expect(wanted).toMatchObject({ openParts: [], leftOut: [] })
  })
})
