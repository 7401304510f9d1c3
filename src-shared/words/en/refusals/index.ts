import { agentsRefusals } from './agents.ts'
import { appRefusals } from './app.ts'
import { commandLineRefusals } from './command-line.ts'
import { dataRefusals } from './data.ts'
import { engineRefusals } from './engine.ts'
import { inputRefusals } from './input.ts'
import { planningRefusals } from './planning.ts'
import { serverRefusals } from './server.ts'

/** Message and hint of every refusal, by its reason. */
export const refusals = {
  ...engineRefusals,
  ...planningRefusals,
  ...agentsRefusals,
  ...appRefusals,
  ...inputRefusals,
  ...serverRefusals,
  ...dataRefusals,
  ...commandLineRefusals,
}
