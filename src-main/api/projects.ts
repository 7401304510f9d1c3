import type { Projects } from '../app/projects/projects.ts'
import { answer, procedures } from './wire/procedure.ts'

export const createProjectHandlers = (projects: Projects) => ({
  list: procedures.projects.list.handler(() => projects.list()),
  create: procedures.projects.create.handler(answer(projects.create)),
  change: procedures.projects.change.handler(answer(projects.change)),
})
