import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { words } from '#shared/words/words.ts'
import { quote } from '../../importers/warnings.ts'
import { findingOf, nameTask, settingFix } from '../finding.ts'
import type { Check, LintContext } from '../lint-context.ts'
import { groupsAbove } from '../parents.ts'
import type { NamedTask } from '../plan-graph.ts'

/** Words for actions that are irreversible or cost money, in positions where they can only be verbs. */
const irreversible = [
  'deploy|publish|delete|wipe|erase|purge|destroy|truncate|terminate|revoke|overwrite|refund|purchase|buy',
  'force[- ]push|shut down|pay(?! attention)',
  'release(?=$|[.!]| (?:to|the|it|v?\\d|version))',
  'drop(?= (?:the |all )?(?:\\S+ )?(?:tables?|databases?|columns?|schemas?))',
  'send(?= (?:it|them|out|off|an?|the|all|every|our|this|mails?|e-?mails?|invitations?|invoices?|newsletters?|reminders?)\\b)',
  'e-?mail(?= (?:the|all|every|our|them|everyone|customers|users|\\S+@))',
  '(?:order|book|charge)(?= (?:an?|the|\\d))',
  'transfer(?= (?:the )?(?:money|funds|\\d))',
  'cancel(?= (?:an?|the|our|all) (?:subscriptions?|orders?|contracts?|accounts?))',
].join('|')

/** "Build and deploy it" matches; "Write the delete button" does not. */
const inTitle = new RegExp(`(?:^|[:;,.]\\s+|\\b(?:and|then|finally)\\s+)(${irreversible})\\b`, 'i')
/** At the start of a sentence or list entry. */
const inText = new RegExp(
  `(?:^|[.!?;]\\s+|\\b(?:then|finally),?\\s+)(?:[-*]\\s+(?:\\[.\\]\\s+)?|\\d+[.)]\\s+)?(${irreversible})\\b`,
  'im',
)

/** Characters read. Longer texts are documents that cover many topics. */
const maxRead = 2000

/** Irreversible or costly steps without any approval by a person. */
export const checkGrave: Check = (context) =>
  context.graph.named.flatMap((named) => {
    const { task } = named
    if (task.kind === 'group') return []
    const word = findGrave(task)
    if (word === null || isGuarded(context, named)) return []
    const { key } = task
    const fix = { name: 'add_gate', title: words.fixes.addGate, isSafe: true }
    const fixes = [settingFix(key, { requiresApproval: true }, fix)]
    const message = words.findings.ungatedStep(nameTask(task), quote(word))
    return findingOf({ code: 'ungated_step', severity: 'warning', task: key, message, fixes })
  })

const findGrave = ({ title, description }: TaskDefinition): string | null =>
  (inTitle.exec(title.slice(0, maxRead)) ?? inText.exec(description.slice(0, maxRead)))?.[1] ?? null

/** Whether the task has a gate, is in a group with a gate before it, or depends on a reviewed result. */
function isGuarded({ graph }: LintContext, { index, task }: NamedTask): boolean {
  if (task.requiresApproval || task.gate !== undefined) return true
  for (const group of groupsAbove(graph, index)) {
    const above = graph.tasks[group]
    if (above?.requiresApproval || above?.gate?.when === 'before') return true
  }
  return graph.dependencies[index]?.some((from) => graph.tasks[from]?.gate?.when === 'after') ?? false
}
