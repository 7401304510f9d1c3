import { readScope, writePlan, writeScope } from '../../../planning/scope.ts'
import type { Ability, Work } from '../ability.ts'
import { filesBefore, madeFiles, readRequest } from './files.ts'

const markdown = 'text/markdown'

/** Writes `scope.md`: what the goal's words ask for, what is there already, and what is not clear. */
export const workshopper: Ability = {
  skill: 'workshopper',
  async run(work) {
    const { task, information } = readRequest(work.task.description)
    const goal = information === '' ? task : information
    const answers = work.task.answers.map(({ text }) => text ?? '').join('\n')
    const items = readScope(`${goal}\n${answers}`)
    const files = await listFiles(work)
    const text = writeScope({ goal, items, files, additions: answers })
    const found = items.map(({ title }) => title.toLowerCase()).join(', ')
    return madeFiles(
      items.length === 0
        ? 'Wrote scope.md. The words of the goal do not say what to make; that is an open question.'
        : `Wrote scope.md. To be made: ${found}.`,
      [{ name: 'scope.md', mediaType: markdown, text }],
    )
  },
}

async function listFiles(work: Work): Promise<string[] | null> {
  const folder = await work.readFolder()
  return folder.state === 'read' ? folder.files.map(({ path }) => path) : null
}

/** Writes `plan.md` from `scope.md` and from what a person answered: the deliverables, who makes each, when it is done. */
export const projectManager: Ability = {
  skill: 'project_manager',
  async run({ task, log }) {
    const { information } = readRequest(task.description)
    const scope = filesBefore(task).findLast(({ name }) => name === 'scope.md')
    if (scope === undefined) return { question: 'There is no scope.md to plan from. What should be made?' }
    const goal = sectionOf(scope.text, 'Goal') || information
    const answers = task.answers.map(({ text }) => text ?? '').join('\n')
    const items = readScope(`${goal}\n${information}\n${answers}`)
    const text = writePlan(goal, items)
    if (text === null) {
      log('Neither the scope nor the answers name something that can be made.')
      return {
        question: `What should be made for "${goal.slice(0, 200)}"? For example a page, an endpoint, a script or a document.`,
      }
    }
    return madeFiles(
      `Wrote plan.md with ${items.length === 1 ? '1 deliverable' : `${items.length} deliverables`}.`,
      [{ name: 'plan.md', mediaType: markdown, text }],
    )
  },
}

function sectionOf(text: string, title: string): string {
  const [, rest = ''] = text.split(new RegExp(`^## ${title}\\s*$`, 'm'))
  return (rest.split(/^## /m)[0] ?? '').trim()
}
