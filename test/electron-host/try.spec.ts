import { expect } from '@playwright/test'
import { test } from './host.ts'
test('try', async ({ host }) => {
  const app = await host.start()
  await expect(app.page.locator('#o')).toHaveText('echo a;echo b;')
  console.log(await app.page.title())
  await app.page.reload()
  await expect(app.page.locator('#o')).toHaveText('echo a;echo b;')
  await app.page.click('#l'); await app.page.click('#n')
  console.log(await app.evaluate(({ shell }) => JSON.stringify(Reflect.get(shell, 'asked'))))
  console.log(app.page.url(), await app.page.evaluate(() => fetch('/nope').then((r) => r.status + r.headers.get('content-security-policy')!)))
  console.log(await app.page.evaluate(() => fetch('https://example.com').catch(String)))
  console.log(await app.quit())
})
