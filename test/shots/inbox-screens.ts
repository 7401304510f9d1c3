import type { Page } from 'playwright-core'
import { type Act, inEnglish, type Say } from './acts.ts'
import type { Screen } from './screens.ts'

/** A pattern matches user texts, which exist in one language only. */
const pick =
  (name: RegExp): Act =>
  async (page, say = inEnglish) => {
    const list = page.getByRole('region', { name: say('Requests') })
    await list.getByRole('button', { name }).first().click()
    await page.getByRole('region', { name: say('Approval') }).waitFor()
  }

const markPages: Act = async (page) => {
  for (const what of ['coffee', 'tea', 'cocoa'])
    await page.getByRole('checkbox', { name: new RegExp(`Product page: ${what}`) }).check()
}

const then =
  (first: Act, next: (page: Page, say: Say) => Promise<void>): Act =>
  async (page, say = inEnglish) => {
    await first(page, say)
    await next(page, say)
  }

/** The Inbox with a card of each kind. */
export const inboxScreens: readonly Screen[] = [
  { name: 'inbox', place: '/inbox' },
  { name: 'inbox-empty', place: '/inbox', app: 'unused' },
  { name: 'inbox-none', place: '/inbox?find=no-such-question' },
  { name: 'inbox-gate', place: '/inbox', first: pick(/price list/) },
  { name: 'inbox-long', place: '/inbox', first: pick(/terms below/) },
  { name: 'inbox-review', place: '/inbox', first: pick(/winter greeting/) },
  { name: 'inbox-question', place: '/inbox', first: pick(/reply to Lakeside School/) },
  { name: 'inbox-command', place: '/inbox', first: pick(/Run the tests/) },
  { name: 'inbox-diff', place: '/inbox', first: pick(/prices\.ts/) },
  { name: 'inbox-uncertain', place: '/inbox', first: pick(/Did it take effect/) },
  { name: 'inbox-money', place: '/inbox', first: pick(/spend more/) },
  { name: 'inbox-person', place: '/inbox', first: pick(/For Dana Whitfield/) },
  { name: 'inbox-batch', place: '/inbox', first: markPages },
  {
    name: 'inbox-batch-dialog',
    place: '/inbox',
    first: then(markPages, async (page, say) => {
      await page.getByRole('button', { name: say('Approve 3…') }).click()
      await page.getByRole('dialog').waitFor()
    }),
  },
  {
    name: 'inbox-delegate',
    place: '/inbox',
    first: then(pick(/price list/), async (page, say) => {
      await page.getByText(say('Delegate'), { exact: true }).click()
      await page.getByLabel(say('Name of the delegate')).waitFor()
    }),
  },
  {
    name: 'inbox-snooze',
    place: '/inbox',
    first: then(pick(/price list/), async (page, say) => {
      await page.getByRole('button', { name: say('Snooze') }).click()
      await page.getByRole('menu').waitFor()
    }),
  },
  { name: 'inbox-answered', place: '/inbox?show=answered' },
]
