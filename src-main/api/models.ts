import type { Services } from './context.ts'
import { found, procedures } from './procedure.ts'

export const createModelHandlers = ({ models }: Pick<Services, 'models'>) => ({
  list: procedures.models.list.handler(() => [...models.list()]),
  test: procedures.models.test.handler(async ({ input: { name }, signal }) =>
    found(await models.test(name, signal), `Model ${name}`),
  ),
})
