import { plural } from '#shared/text/plural.ts'

/** The answers of people: what each is called before and after, what it does, and what keeps it from being given. */
export const answers = {
  approve: { word: 'Approve', past: 'Approved' },
  edit: { word: 'Edit first', past: 'Approved with changes' },
  reject: { word: 'Reject', past: 'Rejected' },
  respond: { word: 'Send the answer', past: 'Answered' },
  hand_back: { word: 'Hand back', past: 'Handed back' },
  happened: { word: 'It happened', past: 'Answered “it happened”' },
  run_again: { word: 'Run again', past: 'Sent to run again' },
  fail: { word: 'It failed', past: 'Failed by hand' },
  decline: { word: 'Decline', past: 'Declined' },
  allow: { word: 'Allow', past: 'Allowed' },
  deny: { word: 'Deny', past: 'Denied' },
  effects: {
    task_gate: {
      approve: 'the task starts',
      edit: 'you change its text, and it starts with that',
      reject: 'the task is cancelled',
    },
    result_review: {
      approve: 'the result is used',
      edit: 'the result is used as you change it',
      run_again: 'the work is done once more',
      reject: 'the result is dropped and the task is cancelled',
    },
    uncertain_outcome: {
      happened: 'the task is done, with your note as its result',
      run_again: 'the work is done once more',
      fail: 'the task has failed',
    },
    budget_top_up: {
      approve: 'the cap is raised and the task goes on',
      reject: 'the task is cancelled, and so is what else this budget cannot pay for',
    },
    agent_question: {
      respond: 'the task goes on with your answer',
      hand_back: 'somebody else who can does it, or it waits for one; it has not failed',
      reject: 'the task fails',
    },
    permission: {
      approve: 'its agent does this, once',
      reject: 'its agent is told no, and goes on without it',
    },
  },
  booked: (amount: string) => `${amount} more is booked`,
  missingVotes: (count: number) =>
    `${plural(count, 'more person has', 'more people have')} to approve as well`,
  frees: (titles: readonly string[], more: number) =>
    `frees ${titles.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  leadsTo: (count: number) => plural(count, 'task follows', 'tasks follow'),
  takes: (duration: string) => `about ${duration}`,
  costs: (cost: string, unknown: number) => `costs ${cost}${unknown > 0 ? `, ${unknown} unknown` : ''}`,
  skips: (count: number) => plural(count, 'task is skipped', 'tasks are skipped'),
  /** All that follows from an answer, as one sentence. */
  sentence: (parts: readonly string[]) => {
    const text = parts.join('; ')
    return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  },
  faults: {
    by: 'Say who answers.',
    answer: 'The agent waits for an answer.',
    forNext: 'Say why, for whoever takes it next.',
    whyNot: 'Say why not.',
    amount: 'Give an amount above zero, such as 12.50.',
    noEdit: 'There is nothing to edit here.',
    unchanged: 'Nothing is changed yet.',
    title: 'A task needs a title.',
    missing: 'This has to be filled in.',
    number: 'This is not a number.',
  },
  optional: (label: string) => `${label} (optional)`,
  required: (label: string) => `${label} (required)`,
  yes: 'Yes',
  no: 'No',
  choose: 'Choose…',
  parts: {
    question: 'Question',
    description: 'Description',
    form: 'Form',
    answers: 'Answers',
    approvals: 'Approvals',
    title: 'Title',
    text: 'Text',
    program: 'Program',
    model: 'Model',
    remote: 'Remote agent',
    rest: 'All else',
    result: 'Result',
    data: 'Data',
    cap: 'Cap',
    asked: 'Asked for',
    subject: 'Subject',
  },
}
