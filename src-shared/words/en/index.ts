import {
  agentChecks,
  agentFailures,
  agentNotes,
  agentTrials,
  inputParts,
  processLimits,
  programOutput,
  remoteFiles,
  simulatedWork,
} from './agents.ts'
import {
  builtinFailures,
  builtinInputs,
  builtinLogs,
  builtinQuestions,
  builtinResults,
  reviewPoints,
} from './builtin.ts'
import { artifactTexts, goalOutcomes, resultChecks, sandboxFaults, workingHours } from './checks.ts'
import { cliHelp } from './cli/help.ts'
import { cli } from './cli/output.ts'
import { conditions } from './conditions.ts'
import { backupProblems, compactedResult, databaseProblems, dataFolder, logProblems } from './data.ts'
import {
  decisionQuestions,
  decisionReasons,
  goalTasks,
  guardFindings,
  recommendedAnswers,
} from './decisions.ts'
import { checkers, findings, fixes } from './findings.ts'
import { formats } from './formats.ts'
import { goalNotes, goalPreview } from './goals.ts'
import { exportLosses, importedTexts, importFormats, importWarnings } from './import-warnings.ts'
import { costs, matching } from './matching.ts'
import { mcpAnswers, mcpFailures, mcpWarnings } from './mcp.ts'
import { mailFailures, modelFailures, testMail, webhookFailures } from './models.ts'
import { failures, questions, taskEnds, taskNotes } from './outcomes.ts'
import { planChanges, planner } from './plan-changes.ts'
import { syntaxErrors } from './plan-text.ts'
import { records } from './records.ts'
import { fileProblems } from './refusals/command-line.ts'
import { attemptStates } from './refusals/engine.ts'
import { refusals } from './refusals/index.ts'
import { input } from './refusals/input.ts'
import { requests } from './requests.ts'
import { rosterTexts } from './rosters.ts'
import { scopeTexts } from './scope.ts'
import { explanation, skipped, waiting } from './waiting.ts'
import { windowWords } from './window/index.ts'
import { workspaceTexts } from './workspaces.ts'

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
  requests,
  formats,
  conditions,
  backupProblems,
  compactedResult,
  databaseProblems,
  dataFolder,
  agentChecks,
  agentFailures,
  processLimits,
  programOutput,
  builtinFailures,
  builtinInputs,
  builtinLogs,
  builtinQuestions,
  builtinResults,
  reviewPoints,
  scopeTexts,
  failures,
  questions,
  decisionQuestions,
  decisionReasons,
  goalTasks,
  guardFindings,
  recommendedAnswers,
  agentNotes,
  agentTrials,
  inputParts,
  remoteFiles,
  simulatedWork,
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
  syntaxErrors,
  importWarnings,
  importFormats,
  importedTexts,
  exportLosses,
  rosterTexts,
  workspaceTexts,
  records,
  refusals,
}
