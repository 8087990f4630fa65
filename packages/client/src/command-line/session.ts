// SPDX-License-Identifier: MIT

import { SanyamClient } from '../client/sanyam-client';
import { currentCredentials } from './credentials';
import { Output } from './output';
import { usageError } from './command-error';

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
    /** The address of the gateway. */
    readonly url: string;
}

/** @throws CommandError when nobody is signed in */
export async function openSession(options: CommonOptions): Promise<Session> {
    const { url, key } = await currentCredentials(process.env);
    return { client: makeClient(url, key, options), output: new Output(options.json ?? false), url };
}

/** @throws CommandError when the address is none */
export function makeClient(url: string, token: string, { maxWait }: CommonOptions): SanyamClient {
    try {
        return new SanyamClient({ url, token, maxWait: maxWait * 1000 });
    } catch (error) {
        if (error instanceof TypeError) {
            throw usageError(`“${url}” is not the address of a gateway. It begins with http:// or https://.`);
        }
        throw error;
    }
}
