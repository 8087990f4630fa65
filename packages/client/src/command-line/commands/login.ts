// SPDX-License-Identifier: MIT

import { type AccountOverview, apiKeySecretSchema, isLoopback } from '@sanyam/types';
import { usageError } from '../command-error';
import { DEFAULT_URL, keyOf, readCredentials, removeCredentials, storeCredentials, urlOf } from '../credentials';
import { gatewayAddress } from '../gateway-address';
import { readKey } from '../key-input';
import { Output } from '../output';
import { STANDARD_STREAM } from '../standard-stream';
import { type CommonOptions, makeClient, openSession } from '../session';

export interface LoginOptions extends CommonOptions {
    readonly key?: string;
    readonly url?: string;
}

/** Stores a key, if the gateway accepts it. */
export async function login(options: LoginOptions): Promise<void> {
    const output = new Output(options.json ?? false);
    const asked = options.url === undefined ? urlOf(process.env) : gatewayAddress(options.url);
    const url = asked ?? (await readCredentials())?.url ?? DEFAULT_URL;
    const given = options.key === STANDARD_STREAM ? undefined : (options.key ?? keyOf(process.env));
    const key = given ?? (await readKey());
    if (!apiKeySecretSchema.safeParse(key).success) {
        throw usageError('This is not an API key. A key begins with sanyam_ and ends with 64 hexadecimal digits.');
    }
    const client = makeClient({ url, key }, options);
    if (isUnencrypted(url)) {
        output.say(`Warning: The key is sent unencrypted to ${url}. Use https://.`);
    }
    const account = await client.account();
    await storeCredentials({ url, key });
    show(output, url, account);
}

export async function logout(): Promise<void> {
    await removeCredentials();
}

export async function whoami(options: CommonOptions): Promise<void> {
    const { client, output, url } = await openSession(options);
    show(output, url, await client.account());
}

function show(output: Output, url: string, account: AccountOverview): void {
    const { id, email, tier } = account.profile;
    output.result({ url, ...account }, () => output.table(['USER', 'PLAN', 'GATEWAY'], [[email ?? id, tier, url]]));
}

function isUnencrypted(url: string): boolean {
    const { protocol, hostname } = new URL(url);
    return protocol === 'http:' && !isLoopback(hostname);
}
