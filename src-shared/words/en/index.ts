import { agentChecks, agentFailures, processLimits, programOutput } from './agents.ts'
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
import { exportLosses, importedTexts, importFormats, importWarnings } from './import-warnings.ts'
import { costs, matching } from './matching.ts'
import { mailFailures, modelFailures, webhookFailures } from './models.ts'
import { failures, questions } from './outcomes.ts'
import { syntaxErrors } from './plan-text.ts'
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
  goalOutcomes,
  resultChecks,
  sandboxFaults,
  workingHours,
  mailFailures,
  modelFailures,
  webhookFailures,
  cli,
  cliHelp,
  requests,
  formats,
  conditions,
  backupProblems,
  compactedResult,
  databaseProblems,
  dataFolder,
  logProblems,
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
  costs,
  matching,
  explanation,
  skipped,
  waiting,
  checkers,
  findings,
  fixes,
  input,
  syntaxErrors,
  importWarnings,
  importFormats,
  importedTexts,
  exportLosses,
  rosterTexts,
  workspaceTexts,
  refusals,
}
