import type { Page } from 'playwright-core'
import type { Seeded } from '../support/seeded/seed.ts'
import { type Act, inEnglish, open, press } from './acts.ts'
import type { Screen } from './screens.ts'

const node = (page: Page, title: string) => page.locator('[data-task]', { hasText: title }).first()
const middleOf = async (page: Page, title: string) => {
  const { x, y, width, height } = (await node(page, title).boundingBox()) ?? {
    x: 0,
    y: 0,
    width: 0,
    height: 0,
  }
  return { x: x + width / 2, y: y + height / 2, right: x + width }
}

const waitForTasks: Act = (page) => page.locator('[data-task]').first().waitFor()

const showProblems: Act = async (page, say = inEnglish) => {
  await page.keyboard.press('F8')
  await page.getByRole('region', { name: say('Problems') }).waitFor()
}

/** The app stores the open panels with the data, so the act must close the panel again. */
const hideProblems: Act = async (page, say = inEnglish) => {
  const problems = page.getByRole('region', { name: say('Problems') })
  await problems.getByRole('button', { name: say('Close problems') }).click()
  await problems.waitFor({ state: 'detached' })
  // The app saves the state with a delay.
  await page.waitForTimeout(1000)
}

const find = (typed: string) => async (page: Page) => {
  await page.keyboard.press('Control+f')
  await page.keyboard.type(typed)
  await page.waitForTimeout(500)
}

/** Adds text that makes the plan file invalid. */
const breakSource = async (page: Page) => {
  await page.locator('.cm-content').focus()
  for (const key of ['Control+Home', 'ArrowDown', 'ArrowDown', 'End']) await page.keyboard.press(key)
  await page.keyboard.type(' as soon as possible')
  await page.getByRole('alert').first().waitFor()
}

const describe: Act = async (page, say = inEnglish) => {
  await page.getByRole('button', { name: say('More') }).click()
  await page.getByRole('menuitem', { name: say('Change by instruction') }).click()
}

const reviewChange: Act = async (page, say = inEnglish) => {
  await describe(page, say)
  const said =
    'Remove “Search page”, and make “Returns page” critical. Ask me before “API integration tests”. Remove the fax number'
  await page.getByRole('textbox', { name: say('Instruction') }).fill(said)
  await page.getByRole('button', { name: say('Preview change') }).click()
  await page.getByRole('dialog', { name: say('Preview of the change') }).waitFor()
}

const reviewOnGraph: Act = async (page, say = inEnglish) => {
  await reviewChange(page, say)
  await page
    .getByRole('dialog')
    .getByRole('button', { name: say('Graph') })
    .click()
}

const importOdd =
  (more: object): Act =>
  async (page, say = inEnglish) => {
    const task = (id: string, more: object) => ({
      task_id: id,
      title: `Prepare the ${id}`,
      description: `Prepare the ${id} of the customer conference.`,
      required_skills: [],
      ...more,
    })
    const odd = {
      ...{ plan_id: 'conference', title: 'Customer conference', ...more },
      tasks: [
        task('agenda', { depends_on: ['talks'], required_skills: ['summarization'] }),
        task('talks', { depends_on: ['agenda', 'venue'], required_skills: ['summarisation'] }),
        task('invitations', { depends_on: ['agenda'], priority: 'high' }),
      ],
    }
    await page.getByLabel(say('Plan file')).setInputFiles({
      ...{ name: 'customer-conference.plan.json', mimeType: 'application/json' },
      buffer: Buffer.from(JSON.stringify(odd)),
    })
    await page
      .getByRole('dialog')
      .getByRole('button', { name: say('Import'), exact: true })
      .waitFor()
  }

const closeGroups =
  (...titles: string[]): Act =>
  async (page, say = inEnglish) => {
    for (const title of titles)
      await page.getByRole('button', { name: say(`Collapse group ${title}`) }).click()
  }

const openMenu = (title: string) => async (page: Page) => {
  await node(page, title).click({ button: 'right' })
}

/** Drags a new dependency over a task that already depends on the first task, and holds the pointer. */
const holdLoop = (from: string, to: string) => async (page: Page) => {
  await node(page, from).hover()
  const [start, end] = [await middleOf(page, from), await middleOf(page, to)]
  await page.mouse.move(start.right, start.y)
  await page.mouse.down()
  await page.mouse.move(end.x, end.y, { steps: 6 })
}

/** All distinct views and states of the plan designer. */
export const designerScreens = (plans: Seeded['plans']): readonly Screen[] => {
  const spring = `/plans/${plans['spring-release']}`
  const odd = `/plans/${plans['garden-party']}`
  return [
    { name: 'designer', place: spring },
    { name: 'designer-task', place: `${spring}?task=checkout-page` },
    { name: 'designer-outline', place: `${spring}?view=outline` },
    { name: 'designer-outline-row', place: `${spring}?view=outline&task=release` },
    { name: 'designer-new', place: '/plans/new' },
    { name: 'designer-source', place: `${spring}?view=source` },
    { name: 'designer-source-task', place: `${spring}?view=source&task=checkout-page` },
    { name: 'designer-source-error', place: `${spring}?view=source`, first: breakSource },
    { name: 'designer-add', place: spring, first: press('a') },
    { name: 'designer-dry-run', place: spring, first: open('button', 'Dry run') },
    { name: 'designer-problems', place: odd, first: showProblems, last: hideProblems },
    {
      name: 'designer-problems-outline',
      place: `${odd}?view=outline`,
      first: showProblems,
      last: hideProblems,
    },
    { name: 'designer-find', place: spring, first: find('page') },
    { name: 'designer-find-outline', place: `${spring}?view=outline`, first: find('skill:backend') },
    { name: 'designer-describe', place: spring, first: describe },
    { name: 'designer-review', place: spring, first: reviewChange },
    { name: 'designer-review-graph', place: spring, first: reviewOnGraph },
    { name: 'designer-groups', place: spring, first: closeGroups('Customer research', 'Quality assurance') },
    { name: 'designer-menu', place: spring, first: openMenu('Orders API') },
    {
      name: 'designer-loop',
      place: spring,
      first: holdLoop('Orders API', 'Data model for orders and returns'),
    },
    { name: 'designer-huge', place: `/plans/${plans['big-rehearsal']}`, first: waitForTasks },
    { name: 'import', place: '/plans', first: importOdd({}) },
    { name: 'import-refused', place: '/plans', first: importOdd({ colour: 'green' }) },
    { name: 'home-first', place: '/', app: 'unused' },
    { name: 'plans-first', place: '/plans', app: 'unused' },
    { name: 'projects-first', place: '/projects', app: 'unused' },
    { name: 'versions', place: `${spring}/versions` },
    { name: 'versions-compared', place: `/plans/${plans['load-test']}/versions` },
  ]
}
