import type { Projects } from '../app/projects/projects.ts'
import { procedures, unwrap } from './wire/procedure.ts'

export const createProjectHandlers = (projects: Projects) => ({
  list: procedures.projects.list.handler(() => projects.list()),
  create: procedures.projects.create.handler(async ({ input, context }) =>
    unwrap(await projects.create(input, context.idempotencyKey)),
  ),
  change: procedures.projects.change.handler(async ({ input, context }) =>
    unwrap(await projects.change(input, context.idempotencyKey)),
  ),
})
