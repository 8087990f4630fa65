// SPDX-License-Identifier: MIT

import { generateKeyPairSync, sign } from 'node:crypto';
import { type Grant, OAuthServer } from './oauth-server.js';

const KEY_ID = 'stand-in';
const LIFETIME = 3600;

/**
 * Returns a stand-in for a provider that speaks OpenID Connect: discovery, PKCE, nonce, and a signed id token.
 *
 * @param issuer the issuer in its tokens (default: its address). Google's is `https://accounts.google.com`.
 */
export function openIdStandIn(issuer?: string): OAuthServer {
    const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
    const idToken = ({ person, clientId, nonce }: Grant, url: string): string => {
        const now = Math.floor(Date.now() / 1000);
        const claims = {
            iss: issuer ?? url,
            aud: clientId,
            sub: person.id,
            name: person.name,
            email: person.email,
            email_verified: person.verified,
            iat: now,
            exp: now + LIFETIME,
            ...(nonce !== null && { nonce })
        };
        const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');
        const content = `${encode({ alg: 'RS256', typ: 'JWT', kid: KEY_ID })}.${encode(claims)}`;
        return `${content}.${sign('sha256', Buffer.from(content), privateKey).toString('base64url')}`;
    };
    return new OAuthServer({
        authorizePath: '/authorize',
        tokenPath: '/token',
        tokenFor: (grant, accessToken, url) => ({
            access_token: accessToken,
            token_type: 'Bearer',
            expires_in: LIFETIME,
            id_token: idToken(grant, url)
        }),
        answer: (path, person, url) => {
            switch (path) {
                case '/.well-known/openid-configuration':
                    return {
                        issuer: issuer ?? url,
                        authorization_endpoint: `${url}/authorize`,
                        token_endpoint: `${url}/token`,
                        userinfo_endpoint: `${url}/userinfo`,
                        jwks_uri: `${url}/certs`,
                        response_types_supported: ['code'],
                        subject_types_supported: ['public'],
                        id_token_signing_alg_values_supported: ['RS256'],
                        code_challenge_methods_supported: ['S256']
                    };
                case '/certs':
                    return {
                        keys: [{ ...publicKey.export({ format: 'jwk' }), kid: KEY_ID, alg: 'RS256', use: 'sig' }]
                    };
                case '/userinfo':
                    return person === undefined
                        ? undefined
                        : {
                              sub: person.id,
                              id: person.id,
                              name: person.name,
                              email: person.email,
                              email_verified: person.verified,
                              verified_email: person.verified
                          };
                default:
                    return undefined;
            }
        }
    });
}
