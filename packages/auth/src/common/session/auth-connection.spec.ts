// SPDX-License-Identifier: MIT

import { expect } from 'chai';
import { SignInError } from '../sign-in/sign-in-error';
import { AuthConnection } from './auth-connection';
import { MemorySessionVault } from './memory-session-vault';

describe('the connection to the auth server', () => {
    it('cancels a request of the user, also if another one ends before it is sent [FR-001]', async () => {
        const connection = new AuthConnection({
            configuration: { supabaseUrl: 'https://cloud.example.org', supabaseAnonKey: 'key' },
            vault: new MemorySessionVault(),
            fetch: async (_input, init) => {
                init?.signal?.throwIfAborted();
                return new Response();
            },
            onRenewal: () => undefined,
            onRefusal: async () => true
        });
        const [gate, canceling] = [Promise.withResolvers<void>(), new AbortController()];
        const sending = connection
            .attempt(canceling.signal, async () => {
                await gate.promise;
                return connection.fetch('https://cloud.example.org/auth/v1/user');
            })
            .catch((error: unknown) => error);
        await connection.attempt(undefined, async () => undefined);
        canceling.abort();
        gate.resolve();
        expect(await sending)
            .to.be.instanceOf(SignInError)
            .and.to.include({ failure: 'canceled' });
    });
});
