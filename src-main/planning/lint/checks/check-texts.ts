import type { TaskDefinition } from '#shared/model/task-definition.ts'
import { titleOf } from '#shared/plan-file/read-plan.ts'
import { words } from '#shared/words/words.ts'
import { quote } from '../../importers/warnings.ts'
import { findingOf, settingFix, tasksNamed } from '../finding.ts'
import type { Check } from '../lint-context.ts'

/** Titles without meaning, and tasks without a completion criterion. */
export const checkTexts: Check = ({ graph }) => {
  const vague = graph.named.flatMap(({ task }) => (isVague(task.title) ? vagueTitle(task) : []))
  const open = graph.named.filter(({ task }) => task.kind === 'task' && !hasEnd(task))
  if (open.length === 0) return vague
  const taskKeys = open.map(({ task }) => task.key)
  const message = words.findings.noDoneWhen(tasksNamed(taskKeys, graph))
  return [...vague, findingOf({ code: 'no_done_when', severity: 'hint', taskKeys, message })]
}

const emptyWords =
  /^(?:(?:task|step|item|todo|sub-?task|ticket|issue|phase|part|job)s?[\s#:.-]*\d*|\d*|tbd|misc(?:ellaneous)?|stuff|things?|various|others?|wip|fix(?:es)?(?: (?:it|this|bugs?))?|do (?:it|this|things?)|work|updates?|changes?|improvements?|untitled|new task)$/i

const isVague = (title: string): boolean => emptyWords.test(title.trim().replace(/[.!?…]+$/, ''))

function vagueTitle({ key, title, description }: TaskDefinition) {
  const better = titleOf(description)
  const fix = settingFix(
    key,
    { title: better },
    { name: 'use_description', title: words.fixes.replaceTitle(quote(better)) },
  )
  const message = words.findings.vagueTitle(quote(key), quote(title))
  const fixes = isVague(better) ? [] : [fix]
  return findingOf({ code: 'vague_title', severity: 'hint', task: key, message, fixes })
}

const maxRead = 20_000
const ends =
  /\b(?:done|finished|complete|completed|ready) (?:when|if|once)\b|\baccept(?:ed|ance)\b|\bdefinition of done\b|\bexpected (?:results?|outcomes?|outputs?)\b|\bsuccess criteri|\b(?:verify|check|assert|ensure|confirm|make sure|test)(?:s|ed)? (?:that|whether|if)\b|^\s*[-*] \[[ x]\]/im

const hasEnd = ({ description, doneWhen = [] }: TaskDefinition): boolean =>
  doneWhen.length > 0 || ends.test(description.slice(0, maxRead))
