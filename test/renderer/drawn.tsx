import { Dialog } from '@base-ui/react/dialog'
import { createTanstackQueryUtils } from '@orpc/tanstack-query'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import {
  createMemoryHistory,
  createRootRoute,
  createRouter,
  RouterContextProvider,
} from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import type { Client } from '../../src-renderer/rpc/client.ts'
import { createConnectionState } from '../../src-renderer/rpc/connection.ts'
import { RpcProvider } from '../../src-renderer/rpc/context.tsx'
import { createRefresh } from '../../src-renderer/rpc/refresh.ts'
import { bootTestApp } from '../support/app.ts'

/** Renders parts of a dialog with a real app and preloaded queries. */
export async function createDrawing() {
  const { client: served } = await bootTestApp()
  const client: Client = served
  const queries = new QueryClient({ defaultOptions: { queries: { retry: false } } })
  const { state, ready } = createConnectionState()
  const rpc = {
    client,
    orpc: createTanstackQueryUtils(client),
    connection: { state, ready, authorise: async () => true },
    ...{ queries, refresh: createRefresh(queries) },
  }
  const router = createRouter({ routeTree: createRootRoute(), history: createMemoryHistory() })
  const htmlOf = (part: ReactNode): string =>
    renderToStaticMarkup(
      <RouterContextProvider router={router}>
        <RpcProvider value={rpc}>
          <QueryClientProvider client={queries}>
            <Dialog.Root open>{part}</Dialog.Root>
          </QueryClientProvider>
        </RpcProvider>
      </RouterContextProvider>,
    )
  return { client, orpc: rpc.orpc, queries, htmlOf }
}

/** Visible text of the HTML. */
export const readable = (html: string): string =>
  html
    .replaceAll(/<[^>]+>/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('&quot;', '"')
    .trim()

/** Names of the buttons, in order; disabled buttons in brackets. */
export const buttonsOf = (html: string): string[] =>
  [...html.matchAll(/<button([^>]*)>(.*?)<\/button>/g)].map(([, attributes = '', inside = '']) => {
    const name = /aria-label="([^"]*)"/.exec(attributes)?.[1] ?? inside.replaceAll(/<[^>]+>/g, '')
    const word = name.replaceAll('&quot;', '"').trim()
    return /\sdisabled=""/.test(attributes) ? `[${word}]` : word
  })
