import { plural } from '#shared/text/plural.ts'

/** Answers to approvals: labels before and after, effects, and obstacles. */
export const answers = {
  approve: { word: 'Approve', past: 'Approved' },
  edit: { word: 'Edit first', past: 'Approved with changes' },
  reject: { word: 'Reject', past: 'Rejected' },
  respond: { word: 'Send answer', past: 'Answered' },
  hand_back: { word: 'Hand back', past: 'Handed back' },
  happened: { word: 'Mark as done', past: 'Marked as done' },
  run_again: { word: 'Run again', past: 'Sent to run again' },
  fail: { word: 'Mark as failed', past: 'Marked as failed' },
  decline: { word: 'Decline', past: 'Declined' },
  allow: { word: 'Allow', past: 'Allowed' },
  deny: { word: 'Deny', past: 'Denied' },
  effects: {
    task_gate: {
      approve: 'the task starts',
      edit: 'the task starts with your changes',
      reject: 'the task is cancelled',
    },
    result_review: {
      approve: 'the result is used',
      edit: 'the result is used with your changes',
      run_again: 'the task runs again',
      reject: 'the result is dropped and the task is cancelled',
    },
    uncertain_outcome: {
      happened: 'the task is done, with your note as the result',
      run_again: 'the task runs again',
      fail: 'the task fails',
    },
    budget_top_up: {
      approve: 'the budget increases and the task continues',
      reject: 'the task is cancelled, and so are other tasks that exceed this budget',
    },
    agent_question: {
      respond: 'the task continues with your answer',
      hand_back: 'another matching agent gets the task, or the task waits for a match',
      reject: 'the task fails',
    },
    permission: {
      approve: 'the agent does this once',
      reject: 'the agent continues without it',
    },
  },
  booked: (amount: string) => `${amount} more is charged`,
  missingVotes: (count: number) => `${plural(count, 'more person', 'more people')} must approve`,
  frees: (titles: readonly string[], more: number) =>
    `unblocks ${titles.join(', ')}${more > 0 ? ` and ${more} more` : ''}`,
  leadsTo: (count: number) => plural(count, 'task follows', 'tasks follow'),
  takes: (duration: string) => `about ${duration}`,
  costs: (cost: string, unknown: number) => `costs ${cost}${unknown > 0 ? `, ${unknown} unknown` : ''}`,
  skips: (count: number) => plural(count, 'task is skipped', 'tasks are skipped'),
  /** The effects of an answer as one sentence. */
  sentence: (parts: readonly string[]) => {
    const text = parts.join('; ')
    return text === '' ? '' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`
  },
  faults: {
    by: 'Enter your name.',
    answer: 'Enter an answer for the agent.',
    forNext: 'Enter a reason for the next agent.',
    whyNot: 'Enter a reason.',
    amount: 'Enter an amount above zero, such as 12.50.',
    noEdit: 'This request has no editable content.',
    unchanged: 'No changes yet.',
    title: 'Enter a title.',
    missing: 'This field is required.',
    number: 'Enter a number.',
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
    rest: 'Other details',
    result: 'Result',
    data: 'Data',
    cap: 'Budget',
    asked: 'Requested',
    subject: 'Subject',
  },
}
