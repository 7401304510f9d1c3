import { plural } from '#shared/text/plural.ts'

/** Checks of a result, and their evidence. Stored in events. */
export const resultChecks = {
  fileExists: (path: string) => `the file ${path} exists and is not empty`,
  fileContains: (path: string, text: string) => `the file ${path} contains ${text}`,
  outputMatches: 'the output matches its schema',
  fileMatches: (path: string) => `the file ${path} matches its schema`,
  commandSucceeds: (agent: string) => `the program of ${agent} succeeds`,
  reviewPasses: (agent: string, question: string | null) =>
    `${agent} passes the result${question === null ? '' : `: ${question}`}`,
  notPassed: (failed: number, all: number) =>
    `The agent reported success, but ${failed} of ${plural(all, 'check')} failed.`,
  passed: (check: string) => `Passed: ${check}`,
  failed: (check: string) => `Failed: ${check}`,

  bytes: (bytes: number) => `${bytes} bytes`,
  empty: 'the file is empty',
  textMissing: (bytes: number) => `the file has ${bytes} bytes and does not contain the text`,
  matches: 'matches',
  noJson: 'the file is not JSON',
  value: 'the value',
  moreFaults: (count: number) => `and ${count} more`,
  unreadable: {
    not_plain: 'the path is not inside the workspace',
    outside: 'the path is outside the workspace',
    linked: 'the path is a link or has a second name',
    special: 'the path is not a file',
    missing: 'the file does not exist',
    too_large: 'the file is too large',
  },
  noAdapter: (kind: string) => `agents of kind ${kind} cannot be started here`,
  ownWork: (agent: string) => `${agent} did the work itself`,
  noAnswer: (agent: string) => `${agent} ended without an answer`,
  question: (agent: string, question: string) => `${agent} asked a question: ${question}`,
  noVerdict: (agent: string, text: string) =>
    `the answer of ${agent} starts with neither PASS nor FAIL: ${text}`,
}

/** Texts about files and changes of an agent. */
export const artifactTexts = {
  unusable: {
    not_plain: 'the path must be inside the workspace, without ..',
    outside: 'the path is outside the workspace',
    linked: 'the path is a link or has a second name',
    special: 'the path is not a file',
    missing: 'the file does not exist or cannot be read',
    too_large: 'the file is too large',
  },
  noRoom: (bytes: string) => `the limit leaves ${bytes} (maxOutputBytes)`,
  notText: 'the file is not UTF-8 text',
  changed: (files: number) => `Changed ${plural(files, 'file')} in the workspace.`,
  diffCut: (hidden: string, all: string) => `The diff does not show ${hidden} of ${all}.`,
  lineCut: (line: string, hidden: number) => `${line} … (${hidden} more characters)`,
  leftOut: {
    hidden: 'hidden files, or in node_modules',
    own: 'data of Switchyard',
    link: 'links inside the folder',
    outside: 'links to other folders',
    too_large: 'larger than the limit of a file',
    binary: 'not text',
    special: 'neither file nor folder',
    unreadable: 'not readable',
    limit: 'and everything after the limit of one reading',
  },
}

/** Reasons why no sandbox is available. */
export const sandboxFaults = {
  noneFor: (platform: string) => `there is no sandbox for ${platform}`,
  notInstalled: 'bubblewrap (bwrap) is not installed',
  notStarted: (code: string) => `bubblewrap cannot be started: ${code}`,
  silent: 'bubblewrap did not answer',
  failed: (why: string) => `bubblewrap does not work here: ${why}`,
  tooManyRights: (rights: string) => `bubblewrap leaves too many rights to a program here: ${rights}`,
  tooManyEntries: (most: number) => `the folder has more than ${most} entries`,
  link: (path: string) => `${path} is a symbolic link and can be replaced`,
}

/** Texts about people outside of their working hours. */
export const workingHours = {
  away: (person: string) => `${person} is away.`,
  awayUntil: (person: string, date: string, time: string, zone: string) =>
    `${person} is away until ${date} at ${time} (${zone}).`,
}

/** The outcome of a goal, and the gaps of a run. */
export const goalOutcomes = {
  open: 'The goal is still open.',
  reached: (outcome: string) => `${outcome}: the goal is reached.`,
  notReached: (outcome: string) => `${outcome}: the goal was not reached.`,
  incompleteFiles: (files: number) =>
    `Succeeded with gaps: ${files === 1 ? '1 file is' : `${files} files are`} incomplete.`,
  gaps: (gaps: number) => `Succeeded with ${plural(gaps, 'gap')}.`,
  unchecked: (checks: number) => `${checks === 1 ? '1 check has' : `${checks} checks have`} not passed.`,
}
