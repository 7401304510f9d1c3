import { plural } from '#shared/text/plural.ts'

/** Failures of built-in agents. The first words name the missing input. Stored in events. */
export const builtinFailures = {
  unknownSkills: (skills: string, known: string) =>
    `Built-in agents do not have these skills: ${skills}. Their skills are: ${known}.`,
  noTopic: 'Topic is missing. Name the topic of the search in the title or the description.',
  noContext:
    'Context to analyze is missing. Add a description, a dependency with a result, or a project folder with text files.',
  noText:
    'Text to summarize is missing. Add a description, a dependency with a result, or a project folder with documents.',
  noShortSentences: 'Sentences of the requested length are missing. Ask for a longer summary.',
  noItem: 'Item to buy is missing. Name the item in the title or the description.',
  noOffers:
    'Prices to compare are missing. Add offers to the description, or depend on a task that finds prices.',
  noPrices:
    'Prices to compare are missing: no result has an amount with a currency. Depend on a task that finds prices.',
  noDraft: 'Draft of a mail is missing. Depend on a task with the skill communication.',
  noReviewed: 'Result to review is missing. Depend on the task whose result is reviewed.',
  noEvents: 'Earlier work is missing: the event log has only this attempt. Run another task first.',

  noMailServer: 'No mail server is configured. Set SWITCHYARD_MAIL_URL.',
  severalDrafts: (drafts: number) =>
    `The task received ${drafts} mail drafts and can send only one. Depend on one task with a draft.`,
  noRecipient: 'The mail draft has no recipient. Name a mail address in the task that writes the draft.',
  sendingRefused: 'A person refused to send the mail.',
  /** `abilities`: for example `a static page`. */
  onlyTemplates: (abilities: string) =>
    `Without a model, this agent can only start ${abilities}. Configure a model, or change the task.`,
}

/** Questions of built-in agents to a person. Stored in events. */
export const builtinQuestions = {
  sendMail: (agent: string, recipients: string) => `May ${agent} send this mail to ${recipients}?`,
  noScope: 'There is no scope.md to plan from. What should be made?',
  noDeliverable: (goal: string) =>
    `What should be made for "${goal}"? Examples: a page, an endpoint, a script, a document.`,
  whichTemplate: (role: string, abilities: string, task: string) =>
    `Without a model, the ${role} can only start ${abilities}. Which of these does "${task}" need?`,
}

/** Short results of built-in roles. Stored in events. */
export const builtinResults = {
  scopeWritten: 'Wrote scope.md.',
  scopeItems: (titles: string) => `In scope: ${titles}.`,
  scopeUnclear: 'The goal does not name what to make, so scope.md has an open question.',
  planWritten: (deliverables: number) => `Wrote plan.md with ${plural(deliverables, 'deliverable')}.`,
  draftedBy: (model: string) => `Drafted by ${model}.`,
  filesDrafted: (files: string, model: string) => `Created ${files}, drafted by ${model}.`,
  filesFromTemplate: (files: string) => `Created ${files} from a template.`,
  noModelDraft: (failure: string) =>
    `Written from a template, because the model returned no draft: ${failure}`,
  noModelFile: 'Written from a template, because the model returned no usable file.',
  personAnswered: (mark: string, answer: string) => `${mark} A person answered: ${answer}`,

  templates: {
    endpointOrScript: 'an HTTP endpoint or a script',
    page: 'a static page',
    document: 'the outline of a document',
  },
}

/** Log entries of built-in agents. */
export const builtinLogs = {
  noFolder: 'No project folder is set.',
  filesRead: (files: number) => `Read ${plural(files, 'text file')} of the project folder.`,
  leftOut: (files: string) => `Left out: ${files}.`,
  searched: (words: string, places: string, passages: number) =>
    `Searched for ${words} in ${places}: ${plural(passages, 'passage')} found.`,
  researched: (words: string, places: string, findings: number) =>
    `Searched for ${words} in ${places}: ${plural(findings, 'finding')}. No network was used.`,
  inputsRead: (files: number, dependencies: number, missing: number) =>
    `Read ${plural(files, 'file')} and ${plural(dependencies, 'dependency', 'dependencies')}. ${missing === 0 ? 'Nothing is missing.' : `Missing inputs: ${missing}.`}`,
  eventsRead: (events: number) =>
    `Read ${plural(events, 'event')} of the log, without the events of this attempt.`,
  condensed: (picked: number, sentences: number, sources: number) =>
    `Selected ${picked} of ${plural(sentences, 'sentence')} from ${plural(sources, 'source')}.`,
  pricesFound: (prices: number, results: number) =>
    `Found ${plural(prices, 'price')} in ${plural(results, 'result')}.`,
  mailDrafted: (addresses: number) =>
    `Drafted a mail to ${plural(addresses, 'address', 'addresses')}. Nothing was sent.`,
  mailSent: (recipients: string, response: string) =>
    `The mail server accepted the mail for ${recipients}: ${response}`,
  orderWritten: (item: string) => `Wrote an order request for ${item}. Nothing was bought.`,
  noDeliverable: 'Neither the scope nor the answers name a deliverable.',
  unknownCost: (model: string) => `The cost of ${model} for this draft is unknown.`,
  noDraft: (failure: string) => `The model returned no draft: ${failure}`,
}

/** Places of a search, after "in", and inputs that a task does not have. */
export const builtinInputs = {
  memory: 'memory',
  entries: (entries: number) => plural(entries, 'entry', 'entries'),
  noFolder: 'no project folder is set',
  unreadableFolder: 'the project folder cannot be read',
  withFiles: (memory: string, files: number) =>
    `${memory} and ${plural(files, 'file')} of the project folder`,

  folderMissing: 'No project folder is set, so no file was read.',
  folderEmpty: 'The project folder has no readable text file.',
  descriptionMissing: 'The task has no description.',
  resultMissing: (task: string, status: string) =>
    `The dependency ${task} has no result (status: ${status}).`,
}

/** Points of a review, and the evidence for each. The evidence follows the point after a colon. */
export const reviewPoints = {
  fulfilsRequest: 'the result fulfils the request',
  hasResult: (task: string) => `${task} has a result`,
  isReadable: (task: string) => `${task} can be read`,
  hasNoPlaceholder: (task: string) => `${task} has no placeholder`,
  fileComplete: (file: string) => `the file ${file} is complete`,
  linksValid: (file: string) => `the links in ${file} are valid`,
  modelAccepts: (model: string) => `${model} accepts the result`,
  theModel: 'the model',

  ruleFailed: 'not judged, because a rule is not met',
  noModel: 'cannot be judged without a model',
  tooLong: (characters: number, most: number) =>
    `too long to be judged: ${plural(characters, 'character')}, and a model reads at most ${most.toLocaleString('en')}`,
  noJudgement: (failure: string) => `the model returned no judgement: ${failure}`,
  quoteMissing: (model: string, why: string) => `${model} quotes no text of the result: ${why}`,
  verdict: (verdict: string) => `its verdict is ${verdict}`,
  characters: (characters: number) => plural(characters, 'character'),
  empty: 'the text is empty',
  fileMissing: 'no result has this file',
  validJson: 'the file is valid JSON',
  invalidJson: 'the file is not valid JSON',
  found: 'found',
  notFound: (texts: string) => `not found: ${texts}`,
  notText: (files: string) => `not a text file: ${files}`,
  partsMissing: (parts: string) => `its author names missing parts: ${parts}`,
  noPlaceholder: 'none found',
  more: (count: number) => `and ${count} more`,
  validLinks: (links: number) => plural(links, 'valid link'),
  emptyLink: 'an empty link',
}
