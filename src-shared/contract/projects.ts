import { z } from 'zod'
import { projectFactsSchema, projectIdSchema, projectViewSchema } from '../model/project.ts'
import { get, patch, post } from './builders.ts'

const nameSchema = z.string().trim().min(1).max(200)
const folderSchema = z.string().min(1).max(4000)

/** Projects: those a user created, and every project id used by a run or plan. */
export const projectsContract = {
  list: get('/v1/projects', 'List projects with their counts, last active first').output(
    z.array(projectViewSchema),
  ),
  create: post('/v1/projects', 'Create a project', ['E_DUPLICATE_ID', 'E_FILE', 'E_TYPE'])
    .route({ successStatus: 201 })
    .input(
      z.strictObject({
        name: nameSchema,
        /** Absent: derived from the name. */
        id: projectIdSchema.optional(),
        folder: folderSchema.nullable().default(null),
      }),
    )
    .output(projectFactsSchema),
  change: patch('/v1/projects/{id}', 'Rename a project, set its folder, archive or restore it', [
    'E_FILE',
    'E_TYPE',
  ])
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
