import type { Command } from '#shared/commands.ts'
import { failAttempt, finishAttempt, reportAttempt } from './attempts.ts'
import { build } from './build.ts'
import type { Outcome, Rule } from './rule.ts'
import { answerApproval, cancelRun, publishPlans, recover, registerAgents } from './runs.ts'

/** Which rule answers which command. */
export function decide(rule: Rule, command: Command): Outcome {
  switch (command.type) {
    case 'agents.register':
      return registerAgents(rule, command)
    case 'plans.publish':
      return publishPlans(rule, command)
    case 'run.build':
      return build(rule, command)
    case 'run.cancel':
      return cancelRun(rule, command)
    case 'approval.answer':
      return answerApproval(rule, command)
    case 'attempt.report':
      return reportAttempt(rule, command)
    case 'attempt.finish':
      return finishAttempt(rule, command)
    case 'attempt.fail':
      return failAttempt(rule, command)
    case 'engine.recover':
      return recover(rule)
  }
}
