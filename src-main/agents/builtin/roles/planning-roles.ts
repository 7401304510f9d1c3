import { cutAtWord } from '#shared/text/cut.ts'
import { words } from '#shared/words/words.ts'
import { type GoalScope, readAnswered } from '../../../planning/scope/scope.ts'
import { planOfGoal, scopeOfGoal, writePlan, writeScope } from '../../../planning/scope/scope-text.ts'
import type { Ability, Work } from '../ability.ts'
import { heard } from '../drafter.ts'
import { filesBefore, madeFiles, readRequest } from './files.ts'
import { describeFacts, readFacts } from './project-facts.ts'

const markdown = 'text/markdown'
const texts = words.builtinResults

/** Writes `scope.md`: requirements of the goal, existing material and open questions. */
export const workshopper: Ability = {
  skill: 'workshopper',
  async run(work) {
    const { task, information } = readRequest(work.task.description)
    const goal = information === '' ? task : information
    const answers = answersOf(work)
    const folder = await work.readFolder()
    const files = folder.state === 'read' ? folder.files.map(({ path }) => path) : null
    const facts = describeFacts(readFacts(folder))
    const drafted = heard(work, await work.drafter.draftScope({ goal, files, answers }, work.signal))
    const scope = readAnswered(goal, answers)
    const text = writeScope(
      { goal, files, facts, additions: answers },
      drafted.draft ?? scopeOfGoal(goal, scope),
    )
    const said = drafted.draft === null ? describeScope(scope) : texts.draftedBy(drafted.model ?? '')
    return madeFiles(`${texts.scopeWritten} ${said}${drafted.caveat}`, [
      { name: 'scope.md', mediaType: markdown, text },
    ])
  },
}

const describeScope = ({ items }: GoalScope): string =>
  items.length === 0
    ? texts.scopeUnclear
    : texts.scopeItems(items.map(({ title }) => title.toLowerCase()).join(', '))

const answersOf = ({ task }: Work): string => task.answers.map(({ text }) => text ?? '').join('\n')

/** Writes `plan.md` from `scope.md` and people's answers: deliverables, roles and completion criteria. */
export const projectManager: Ability = {
  skill: 'project_manager',
  async run(work) {
    const { task, log } = work
    const { information } = readRequest(task.description)
    const scope = filesBefore(task).find(({ name }) => name === 'scope.md')
    if (scope === undefined) return { question: words.builtinQuestions.noScope }
    const goal = sectionOf(scope.text, 'Goal') || information
    const answers = answersOf(work)
    const drafted = heard(
      work,
      await work.drafter.draftPlan({ goal, scope: scope.text, answers }, work.signal),
    )
    const plan = drafted.draft ?? planOfGoal(readAnswered(goal, `${information}\n${answers}`))
    const text = writePlan(goal, plan)
    if (text === null) {
      log(words.builtinLogs.noDeliverable)
      return { question: words.builtinQuestions.noDeliverable(cutAtWord(goal, 200)) }
    }
    const by = drafted.draft === null ? '' : ` ${texts.draftedBy(drafted.model ?? '')}`
    return madeFiles(`${texts.planWritten(plan.deliverables.length)}${by}${drafted.caveat}`, [
      { name: 'plan.md', mediaType: markdown, text },
    ])
  },
}

function sectionOf(text: string, title: string): string {
  const [, rest = ''] = text.split(new RegExp(`^## ${title}\\s*$`, 'm'))
  return (rest.split(/^## /m)[0] ?? '').trim()
}
