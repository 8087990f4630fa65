// SPDX-License-Identifier: MIT

import { OAuthServer } from './oauth-server.js';

/** Returns a stand-in for GitHub, as one on a host of its own: its API is below `/api/v3`. */
export function gitHubStandIn(): OAuthServer {
    return new OAuthServer({
        authorizePath: '/login/oauth/authorize',
        tokenPath: '/login/oauth/access_token',
        tokenFor: (_grant, accessToken) => ({
            access_token: accessToken,
            token_type: 'bearer',
            scope: 'user:email'
        }),
        answer: (path, person) => {
            if (person === undefined) {
                return undefined;
            }
            switch (path) {
                case '/api/v3/user':
                    return { id: Number(person.id), login: person.name.toLowerCase(), name: person.name };
                case '/api/v3/user/emails':
                    return [{ email: person.email, verified: person.verified, primary: true }];
                default:
                    return undefined;
            }
        }
    });
}
