// SPDX-License-Identifier: MIT

import type { z } from 'zod';
import { type Clock, systemClock } from './clock';
import { normalizeAddress } from './normalize-address';
import { parseRetryAfter, Patience } from './patience';
import { errorOf, SanyamError } from './sanyam-error';

/** How long a call goes on trying unless the caller says otherwise, in milliseconds. */
const DEFAULT_MAX_WAIT = 30_000;

/** How long one attempt may take unless the caller says otherwise, in milliseconds. */
const DEFAULT_TIMEOUT = 120_000;

export interface ConnectionOptions {
    /** Where the gateway is: `https://api.example.com`. */
    readonly url: string;
    /** An API key, or an access token; or what gives one, which is asked for each request. */
    readonly token?: string | (() => string | Promise<string>) | undefined;
    /** How long a call goes on trying, in milliseconds; 30 seconds unless given, 0 tries once. */
    readonly maxWait?: number | undefined;
    /** How long one attempt may take, in milliseconds; two minutes unless given. */
    readonly timeout?: number | undefined;
    /** Sends the requests; the platform's unless given. */
    readonly fetch?: typeof fetch | undefined;
    /** What a call waits by before it is sent again; the platform's unless given. */
    readonly clock?: Clock | undefined;
}

export interface CallOptions {
    /** Ends the call, which rejects with the signal's reason. */
    readonly signal?: AbortSignal | undefined;
}

/** One call of the API. */
export interface ApiRequest<Result> extends CallOptions {
    readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
    /** The segments behind `/api/v1`. */
    readonly path: readonly (string | number)[];
    readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
    readonly headers?: Readonly<Record<string, string | undefined>>;
    /** Sent as JSON. */
    readonly body?: unknown;
    /** What a good answer holds; undefined is no body. */
    readonly answer: z.ZodType<Result>;
    /**
     * Whether to send it again when it is unknown what became of it. A function is told how the repeat failed: it gives
     * the result if the first attempt was done after all, and throws otherwise.
     */
    readonly repeat: 'always' | 'never' | ((failure: SanyamError) => Promise<Result>);
}

/** What a proxy says while the gateway behind it is not there, and what the gateway says while its database is not. */
const PASSING = new Set([502, 503, 504]);

/** Sends calls to a gateway, again where that helps, and reads the answers. */
export class Connection {
    private readonly base: string;

    /** @throws TypeError when the address is none */
    constructor(private readonly options: ConnectionOptions) {
        this.base = normalizeAddress(options.url);
    }

    /**
     * @throws SanyamError when the gateway says no, does not answer in time, or answers something else
     */
    async send<Result>(request: ApiRequest<Result>): Promise<Result> {
        const { maxWait = DEFAULT_MAX_WAIT, clock = systemClock } = this.options;
        const patience = new Patience(maxWait, clock);
        let mayBeDone = false;
        for (;;) {
            const outcome = await this.attempt(request);
            if (!(outcome instanceof SanyamError)) {
                return outcome.result;
            }
            if (!isPassing(outcome) || (outcome.status !== 429 && request.repeat === 'never')) {
                if (mayBeDone && typeof request.repeat === 'function') {
                    return request.repeat(outcome);
                }
                throw outcome;
            }
            mayBeDone ||= outcome.status !== 429;
            const wait = patience.nextWait(outcome.retryAfter);
            if (wait === undefined) {
                throw outcome;
            }
            await clock.pause(wait, request.signal);
        }
    }

    private async attempt<Result>(request: ApiRequest<Result>): Promise<{ result: Result } | SanyamError> {
        const { signal, answer } = request;
        const url = this.base + pathOf(request.path) + queryOf(request.query);
        const init = { ...(await this.initOf(request)), signal: this.limit(signal) };
        let response: Response;
        let text: string;
        try {
            response = await (this.options.fetch ?? fetch)(url, init);
            text = await response.text();
        } catch (cause) {
            signal?.throwIfAborted();
            return new SanyamError('UNREACHABLE', `${this.base} does not answer${reasonOf(cause)}.`, { cause });
        }
        const body = parseJson(text);
        const circumstances = {
            status: response.status,
            requestId: response.headers.get('X-Request-Id') ?? undefined,
            retryAfter: parseRetryAfter(response.headers.get('Retry-After'))
        };
        if (!response.ok && response.status !== 304) {
            return errorOf(body, circumstances);
        }
        const { data, error } = answer.safeParse(body);
        if (error === undefined) {
            return { result: data as Result };
        }
        return new SanyamError(
            'UNEXPECTED_ANSWER',
            'The server answers what Sanyam does not. Check the address of the gateway, or update this client.',
            { ...circumstances, cause: error }
        );
    }

    private async initOf({ method, headers, body }: ApiRequest<unknown>): Promise<RequestInit> {
        const all = new Headers({ Accept: 'application/json' });
        for (const [name, value] of Object.entries(headers ?? {})) {
            if (value !== undefined) {
                all.set(name, value);
            }
        }
        const token = await this.currentToken();
        if (token !== undefined) {
            all.set('Authorization', `Bearer ${token}`);
        }
        // A redirect would turn a POST into a GET: a gateway makes none, so the address is wrong.
        const init: RequestInit = { method, headers: all, redirect: 'manual', credentials: 'omit' };
        if (body === undefined) {
            return init;
        }
        all.set('Content-Type', 'application/json');
        return { ...init, body: JSON.stringify(body) };
    }

    private async currentToken(): Promise<string | undefined> {
        const { token } = this.options;
        const current = typeof token === 'function' ? await token() : token;
        // A header that cannot be sent is named in the platform's error, token and all.
        if (current !== undefined && !/^[\x21-\x7e]+$/.test(current)) {
            throw new SanyamError('INVALID_TOKEN', 'The token is empty, or has characters that no token has.');
        }
        return current;
    }

    private limit(signal: AbortSignal | undefined): AbortSignal {
        const limit = AbortSignal.timeout(this.options.timeout ?? DEFAULT_TIMEOUT);
        return signal === undefined ? limit : AbortSignal.any([signal, limit]);
    }
}

/** Whether the same request may do better soon. A gateway without a cloud has none in half a minute, either. */
function isPassing({ code, status }: SanyamError): boolean {
    return code === 'UNREACHABLE' || status === 429 || (PASSING.has(status ?? 0) && code !== 'CLOUD_NOT_CONFIGURED');
}

/** @throws TypeError when an id is none, and would make it the path of something else */
function pathOf(segments: ApiRequest<unknown>['path']): string {
    const encoded = segments.map(segment => {
        if (/^\.{0,2}$/.test(String(segment))) {
            throw new TypeError(`“${segment}” is not an id.`);
        }
        return encodeURIComponent(segment);
    });
    return `/api/v1/${encoded.join('/')}`;
}

function queryOf(query: ApiRequest<unknown>['query']): string {
    const parameters = new URLSearchParams();
    for (const [name, value] of Object.entries(query ?? {})) {
        if (value !== undefined) {
            parameters.set(name, String(value));
        }
    }
    return parameters.size === 0 ? '' : `?${parameters.toString()}`;
}

/** Undefined without a text; text that is no JSON stays what it is. */
function parseJson(text: string): unknown {
    if (text === '') {
        return undefined;
    }
    try {
        return JSON.parse(text);
    } catch {
        return text;
    }
}

/** Node says in the cause what went wrong; a browser tells nobody. */
function reasonOf(error: unknown): string {
    const cause: unknown = error instanceof Error ? (error.cause ?? error) : undefined;
    const code = cause instanceof Error && 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
    return code === undefined ? '' : ` (${code})`;
}
