import type { Command } from '#shared/commands.ts'
import { answerApproval, delegateApproval } from './approvals.ts'
import {
  askPerson,
  blockAttempt,
  failAttempt,
  finishAttempt,
  giveAttempt,
  meterAttempt,
  reportAttempt,
  stoppedAttempt,
} from './attempts.ts'
import { chargeBudget, setBudget } from './budgets.ts'
import { build } from './build.ts'
import { tick } from './clocks.ts'
import { recordDecision } from './decisions.ts'
import { completeMemory, remember, tagMemory } from './memory.ts'
import { approveMerge, settleMerge } from './merges.ts'
import { saveProject } from './projects.ts'
import { recover } from './recovery.ts'
import type { Outcome, Rule } from './rule.ts'
import {
  addTasks,
  aliasSkill,
  cancelRun,
  enableAgent,
  leaveOut,
  pauseRun,
  publishPlans,
  registerAgents,
  removePlan,
  restorePlan,
  resumeRun,
} from './runs.ts'
import { cancelTask, claimTask, editTask, hurryTask, unblockTask } from './tasks.ts'

type Rules = {
  readonly [Type in Command['type']]: (rule: Rule, command: Extract<Command, { type: Type }>) => Outcome
}

/** Which rule answers which command. */
const rules: Rules = {
  'agents.register': registerAgents,
  'agents.enable': enableAgent,
  'skills.alias': aliasSkill,
  'plans.publish': publishPlans,
  'plans.remove': removePlan,
  'plans.restore': restorePlan,
  'memory.remember': remember,
  'memory.tag': tagMemory,
  'memory.complete': completeMemory,
  'project.save': saveProject,
  'run.build': build,
  'run.cancel': cancelRun,
  'run.leave_out': leaveOut,
  'run.pause': pauseRun,
  'run.resume': resumeRun,
  'tasks.add': addTasks,
  'merge.approve': approveMerge,
  'merge.settle': settleMerge,
  'decision.record': recordDecision,
  'task.edit': editTask,
  'task.cancel': cancelTask,
  'task.hurry': hurryTask,
  'task.unblock': unblockTask,
  'task.claim': claimTask,
  'approval.answer': answerApproval,
  'approval.delegate': delegateApproval,
  'attempt.report': reportAttempt,
  'attempt.give': giveAttempt,
  'attempt.meter': meterAttempt,
  'attempt.finish': finishAttempt,
  'attempt.fail': failAttempt,
  'attempt.block': blockAttempt,
  'attempt.ask': askPerson,
  'attempt.stopped': stoppedAttempt,
  'budget.set': setBudget,
  'budget.charge': chargeBudget,
  'engine.recover': recover,
  'engine.tick': tick,
}

export function decide<Type extends Command['type']>(
  rule: Rule,
  command: Extract<Command, { type: Type }>,
): Outcome {
  const answer: (rule: Rule, command: Extract<Command, { type: Type }>) => Outcome = rules[command.type]
  return answer(rule, command)
}
