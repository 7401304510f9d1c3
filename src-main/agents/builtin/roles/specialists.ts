import { type Artifact, isPlanningFile } from '#shared/model/artifact.ts'
import { cutAtWord } from '#shared/text/cut.ts'
import { words } from '#shared/words/words.ts'
import { subjectOf } from '../../../planning/scope/scope.ts'
import type { Ability, Findings, Work } from '../ability.ts'
import { heard } from '../drafter.ts'
import { changeScaffold, ciScaffold, documentScaffold } from './document-scaffolds.ts'
import { filesBefore, madeFiles, readRequest } from './files.ts'
import { readFacts } from './project-facts.ts'
import { type Brief, type Make, type Scaffold, stillMissing } from './scaffold.ts'
import { endpointScaffold, pageScaffold, scriptScaffold } from './scaffolds.ts'
import { testScaffold } from './test-scaffold.ts'

const texts = words.builtinResults
const { templates } = texts

/** The scaffold of a specialist without a model: the first one that matches the title of the task, else its text. */
type Choice = readonly [telling: RegExp, make: Make]

const change: Choice = [/^change\b/i, changeScaffold]
const integration: Choice = [/\b(?:ci|continuous integration|pipelines?)\b/i, ciScaffold]

const endpoint: Choice = [
  /\b(?:apis?|endpoints?|servers?|services?|back-?end|webhooks?)\b/i,
  endpointScaffold,
]
const script: Choice = [
  /\b(?:scripts?|cli|command[- ]line|utilit(?:y|ies)|tools?|converters?|parsers?|programs?)\b/i,
  scriptScaffold,
]
const page: Choice = [
  /\b(?:pages?|front-?end|html|css|js|ui|interface|web ?sites?|landing|dashboards?)\b/i,
  pageScaffold,
]
const document: Choice = [
  /\b(?:documents?|documentation|docs|readme|guides?|reports?|manuals?|outline|articles?|polic(?:y|ies)|proposals?|tutorials?|handbooks?|specifications?|letters?|notes?|plans?|flyers?|invitations?)\b/i,
  documentScaffold,
]

const specialistOf = (skill: string, choices: readonly Choice[], abilities: string): Ability => ({
  skill,
  async run(work) {
    const { task, goal } = askedOf(work)
    const { findings, caveat } = await draftOf(work, { task, goal })
    if (findings !== null) return findings
    const choice = choose(choices, task)
    if (choice === undefined) {
      // An answered question is not asked again.
      if (work.task.answers.length > 0) throw new Error(words.builtinFailures.onlyTemplates(abilities))
      const role = skill.replaceAll('_', ' ')
      return { question: words.builtinQuestions.whichTemplate(role, abilities, cutAtWord(task, 200)) }
    }
    return reportOf(choice(await briefOf(work)), caveat)
  },
})

/** `Script` of `Script (backend_developer) for "a script that calls our API"`. */
function choose(choices: readonly Choice[], task: string): Make | undefined {
  const [name = ''] = task.split(/ \(|:| for "/, 1)
  const named = (text: string) => choices.find(([telling]) => telling.test(text))?.[1]
  return named(name) ?? named(task)
}

async function briefOf(work: Work): Promise<Brief> {
  const { goal, subject } = askedOf(work)
  const folder = await work.readFolder()
  return {
    subject,
    goal,
    made: filesBefore(work.task).filter(isWork),
    facts: readFacts(folder),
    files: folder.state === 'read' ? folder.files : [],
  }
}

/** The draft of the model for working. */
async function draftOf(work: Work, { task, goal }: { readonly task: string; readonly goal: string }) {
  const { agent } = work.task
  const role = `${agent.name}: ${agent.charter?.mission ?? agent.description}`
  const files = filesBefore(work.task)
  const drafted = heard(work, await work.drafter.draftFiles({ role, task, goal, files }, work.signal))
  const { draft, model, caveat } = drafted
  if (draft === null) return { findings: null, caveat }
  const own = draft.files.filter(isWork)
  if (own.length === 0) return { findings: null, caveat: ` ${texts.noModelFile}` }
  const missing = draft.missing === '' ? '' : ` ${stillMissing(draft.missing)}`
  const names = own.map(({ name }) => name).join(', ')
  const text = `${texts.filesDrafted(names, model ?? '')} ${draft.said}${missing}`
  return { findings: madeFiles(text, markMissing(own, draft.missing)), caveat }
}

const markMissing = (files: readonly Artifact[], missing: string): readonly Artifact[] =>
  missing === '' ? files : files.map((file) => ({ ...file, missing }))

/** Only planning roles write the files that a decider parses. Other material must not replace them. */
const isWork = ({ name }: Artifact): boolean => !isPlanningFile(name)

/** The task, with a person's answers and the goal. */
function askedOf({ task }: Work): { task: string; goal: string; subject: string } {
  const request = readRequest(task.description)
  const answers = task.answers.map(({ text }) => text ?? '').join('\n')
  const goal = request.information === '' ? request.task : request.information
  const quoted = /for "(?<subject>[^"]+)"/.exec(request.task)?.groups?.subject
  return { task: `${request.task}\n${answers}`, goal, subject: quoted ?? subjectOf(goal) }
}

const reportOf = ({ files, works, missing }: Scaffold, caveat: string): Findings =>
  madeFiles(
    `${texts.filesFromTemplate(files.map(({ name }) => name).join(', '))} ${works} ${stillMissing(missing)}${caveat}`,
    markMissing(files, missing),
  )

const tester: Ability = {
  skill: 'tester',
  async run(work) {
    const { findings, caveat } = await draftOf(work, askedOf(work))
    if (findings !== null) return findings
    return reportOf(testScaffold(await briefOf(work)), caveat)
  },
}

/** The specialists that work without a model. Each asks a question when no template fits. */
export const specialists: readonly Ability[] = [
  specialistOf('backend_developer', [change, integration, endpoint, script], templates.endpointOrScript),
  specialistOf('frontend_developer', [change, page], templates.page),
  specialistOf('technical_writer', [change, document], templates.document),
  tester,
]
