import { z } from 'zod'
import { projectFactsSchema, projectIdSchema, projectViewSchema } from '../model/project.ts'
import { get, patch, post } from './builders.ts'

const nameSchema = z.string().trim().min(1).max(200)
const folderSchema = z.string().min(1).max(4000)

/** Projects: what a person named, and every id that a run or a plan belongs to. */
export const projectsContract = {
  list: get('/v1/projects', 'Projects with their counts, the last active first').output(
    z.array(projectViewSchema),
  ),
  create: post('/v1/projects', 'Name a new project', ['E_DUPLICATE_ID', 'E_FILE', 'E_TYPE'])
    .route({ successStatus: 201 })
    .input(
      z.strictObject({
        name: nameSchema,
        /** Left out: made of the name. */
        id: projectIdSchema.optional(),
        folder: folderSchema.nullable().default(null),
      }),
    )
    .output(projectFactsSchema),
  change: patch(
    '/v1/projects/{id}',
    'Rename a project, say where its folder is, archive it or take it back',
    ['E_FILE', 'E_TYPE'],
  )
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
