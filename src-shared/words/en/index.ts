import {
  agentChecks,
  agentFailures,
  agentNotes,
  agentTrials,
  inputParts,
  remoteFiles,
  simulatedWork,
} from './agents.ts'
import {
  artifactTexts,
  goalOutcomes,
  logProblems,
  resultChecks,
  sandboxFaults,
  workingHours,
} from './checks.ts'
import { cliHelp } from './cli/help.ts'
import { cli } from './cli/output.ts'
import { conditions } from './conditions.ts'
import { checkers, findings, fixes } from './findings.ts'
import { formats } from './formats.ts'
import { goalNotes, goalPreview } from './goals.ts'
import { exportLosses, importedTexts, importWarnings } from './import-warnings.ts'
import { costs, matching } from './matching.ts'
import { mcpAnswers, mcpFailures, mcpWarnings } from './mcp.ts'
import { mailFailures, modelFailures, testMail, webhookFailures } from './models.ts'
import { failures, questions, taskEnds, taskNotes } from './outcomes.ts'
import { planChanges, planner } from './plan-changes.ts'
import { records } from './records.ts'
import { fileProblems } from './refusals/command-line.ts'
import { attemptStates } from './refusals/engine.ts'
import { refusals } from './refusals/index.ts'
import { input } from './refusals/input.ts'
import { explanation, skipped, waiting } from './waiting.ts'
import { windowWords } from './window/index.ts'

/** English. */
export const en = {
  ...windowWords,
  artifactTexts,
  goalNotes,
  goalOutcomes,
  goalPreview,
  logProblems,
  resultChecks,
  sandboxFaults,
  workingHours,
  mailFailures,
  testMail,
  modelFailures,
  webhookFailures,
  mcpAnswers,
  mcpFailures,
  mcpWarnings,
  cli,
  cliHelp,
  formats,
  conditions,
  agentChecks,
  agentFailures,
  agentNotes,
  agentTrials,
  inputParts,
  remoteFiles,
  simulatedWork,
  failures,
  questions,
  taskEnds,
  taskNotes,
  costs,
  matching,
  explanation,
  skipped,
  waiting,
  checkers,
  findings,
  planChanges,
  planner,
  fixes,
  attemptStates,
  fileProblems,
  input,
  importWarnings,
  importedTexts,
  exportLosses,
  records,
  refusals,
}
