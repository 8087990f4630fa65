// SPDX-License-Identifier: MIT

import { SanyamClient } from '../client/sanyam-client';
import { type Credentials, currentCredentials } from './credentials';
import { Output } from './output';

/** Options that all commands have. */
export interface CommonOptions {
    readonly json?: boolean;
    /** Seconds. */
    readonly maxWait: number;
}

/** What a command works with. */
export interface Session {
    readonly client: SanyamClient;
    readonly output: Output;
    /** The address of the gateway, normalised. */
    readonly url: string;
}

/** @throws CommandError when nobody is signed in */
export async function openSession(options: CommonOptions): Promise<Session> {
    const credentials = await currentCredentials(process.env);
    const { url } = credentials;
    return { client: makeClient(credentials, options), output: new Output(options.json ?? false), url };
}

export function makeClient({ url, key }: Credentials, { maxWait }: CommonOptions): SanyamClient {
    return new SanyamClient({ url, token: key, maxWait: maxWait * 1000 });
}
