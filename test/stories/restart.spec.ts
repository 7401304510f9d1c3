import { expect, type Page } from '@playwright/test'
import { test } from './app.ts'
import { isAsItWas, runTheFirstHalf, runTheSecondHalf } from './sample.ts'

test('a new user runs the sample over a reload and a power failure, approves its gate, and loses nothing', async ({
  newApp,
}) => {
  const broken: string[] = []
  const listen = (page: Page) => {
    page.on('pageerror', (error) => broken.push(error.message))
    page.on('console', (message) => message.type() === 'error' && broken.push(message.text()))
  }
  listen(newApp.page)
  await expect(newApp.page.getByRole('heading', { name: 'Run your first plan' })).toBeVisible()
  expect(newApp.page.url()).not.toContain('launch')
  await runTheFirstHalf(newApp.page)
  expect(broken).toEqual([])

  // The browser logs errors to the console while the app does not run.
  const page = await newApp.restart()
  broken.length = 0
  listen(page)
  await isAsItWas(page)
  await runTheSecondHalf(page)
  expect(broken).toEqual([])
})
