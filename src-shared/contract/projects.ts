import { oc } from '@orpc/contract'
import { z } from 'zod'
import { projectFactsSchema, projectIdSchema, projectViewSchema } from '../model/project.ts'
import { refusals } from './errors.ts'

const nameSchema = z.string().trim().min(1).max(200)
const folderSchema = z.string().min(1).max(4000)

/** Projects: what a person named, and every id that a run or a plan belongs to. */
export const projectsContract = {
  list: oc
    .route({
      method: 'GET',
      path: '/v1/projects',
      summary: 'Projects with their counts, the last active first',
    })
    .output(z.array(projectViewSchema)),
  create: oc
    .route({ method: 'POST', path: '/v1/projects', successStatus: 201, summary: 'Name a new project' })
    .errors(refusals('E_DUPLICATE_ID', 'E_FILE', 'E_TYPE'))
    .input(
      z.strictObject({
        name: nameSchema,
        /** Left out: made of the name. */
        id: projectIdSchema.optional(),
        folder: folderSchema.nullable().default(null),
      }),
    )
    .output(projectFactsSchema),
  change: oc
    .route({
      method: 'PATCH',
      path: '/v1/projects/{id}',
      summary: 'Rename a project, say where its folder is, archive it or take it back',
    })
    .errors(refusals('E_NOT_FOUND', 'E_FILE', 'E_TYPE'))
    .input(
      z.strictObject({
        id: projectIdSchema,
        name: nameSchema.optional(),
        folder: folderSchema.nullable().optional(),
        isArchived: z.boolean().optional(),
      }),
    )
    .output(projectFactsSchema),
}
