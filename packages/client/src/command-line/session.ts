// SPDX-License-Identifier: MIT

import { SanyamClient } from '../client/sanyam-client';
import { type Credentials, currentCredentials } from './credentials';
import { Output } from './output';

/** The options of all commands. */
export interface CommonOptions {
    readonly json?: boolean;
    /** In seconds. */
    readonly maxWait: number;
}

/** The client, output and gateway of a command. */
export interface Session {
    readonly client: SanyamClient;
    readonly output: Output;
    /** The normalized address of the gateway. */
    readonly url: string;
}

/** Opens a session with the current credentials. @throws CommandError when nobody is signed in */
export async function openSession(options: CommonOptions): Promise<Session> {
    const credentials = await currentCredentials(process.env);
    const { url } = credentials;
    return { client: makeClient(credentials, options), output: new Output(options.json ?? false), url };
}

export function makeClient({ url, key }: Credentials, { maxWait }: CommonOptions): SanyamClient {
    return new SanyamClient({ url, token: key, maxWait: maxWait * 1000 });
}
