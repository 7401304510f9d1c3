import { oc } from '@orpc/contract'
import { z } from 'zod'
import { refusals } from './errors.ts'

export const modelViewSchema = z.object({
  name: z.string(),
  kind: z.string(),
  model: z.string(),
  /** How its server is told the form of an answer; null: the provider's own way. */
  structured: z.string().nullable(),
  /** `planning`, `deciding`, `working`. */
  usedFor: z.array(z.string()),
})
export type ModelView = z.infer<typeof modelViewSchema>

export const modelTestSchema = z.object({
  isWorking: z.boolean(),
  /** The best way that the server keeps to; null where nothing works. */
  mode: z.string().nullable(),
  /** What the server says it has; null: it does not say. */
  models: z.array(z.string()).nullable(),
  /** To a person: what is wrong; null: nothing. */
  failure: z.string().nullable(),
})
export type ModelTest = z.infer<typeof modelTestSchema>

/** Language models as they are set; keys are never among it. */
export const modelsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/v1/models',
      summary: 'The models that are set, and what each is used for',
    })
    .output(z.array(modelViewSchema)),
  test: oc
    .route({
      method: 'POST',
      path: '/v1/models/{name}/test',
      summary: 'Ask a model a few short questions, to see whether it can be used',
    })
    .errors(refusals('E_NOT_FOUND'))
    .input(z.strictObject({ name: z.string() }))
    .output(modelTestSchema),
}
