// SPDX-License-Identifier: MIT

import { GatewayUser } from '@sanyam/gateway/lib/test/gateway-user';
import type { ReadyLine } from '@sanyam/local-cloud';
import type { NewAccount } from '@sanyam/test-kit/sign-up';
import { type ApiKeyScope, apiKeyScopeSchema } from '@sanyam/types';
import { SanyamClient } from '../client/sanyam-client';

/** A user with a client in a session, and an API key. */
export interface ClientUser {
    readonly user: GatewayUser;
    readonly client: SanyamClient;
    readonly key: string;
}

/** Signs up a user on the tier pro. @param url the address of the gateway */
export async function signUp(
    cloud: ReadyLine,
    url: string,
    scopes: ApiKeyScope[] = apiKeyScopeSchema.options,
    account: NewAccount = {}
): Promise<ClientUser> {
    const user = await GatewayUser.signUp(cloud, url, account);
    await user.setTier('pro');
    const client = new SanyamClient({ url, token: user.token });
    const { secret } = await client.apiKeys.create({ name: 'script', scopes });
    return { user, client, key: secret };
}
