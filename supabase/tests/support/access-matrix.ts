// SPDX-License-Identifier: MIT

/** The callers. The last ones before `system` are API keys of the owner, each with this one scope. */
export const PERSONAS = [
    'owner',
    'view',
    'edit',
    'admin',
    'stranger',
    'anon',
    'documents:read',
    'documents:write',
    'documents:delete',
    'versions:read',
    'shares:read',
    'shares:write',
    'system'
] as const;
export type PersonaName = (typeof PERSONAS)[number];

/*
 * Columns, in this order: the owner; users with a view, an edit and an admin share; a stranger; anon; API keys of the
 * owner with documents:read, documents:write, documents:delete, versions:read, shares:read, shares:write; the system.
 */

/**
 * What each caller can read and change in the owner's rows, without the functions. The owner has a document and another
 * one in the trash, both shared, an API key, and audit rows for all of it.
 *
 *     a  sees all of the owner's rows
 *     s  sees the shared document, without the trash, and their own share
 *     -  sees no row, and changes nothing
 *     .  not tried: the system may do this
 */
export const TABLES = `
                            own view edit adm str anon  dr dw dd vr sr sw  sys
    api_keys select          a   -    -    -   -   -    -  -  -  -  -  -    a
    api_keys insert          -   -    -    -   -   -    -  -  -  -  -  -    -
    api_keys update          -   -    -    -   -   -    -  -  -  -  -  -    -
    api_keys delete          -   -    -    -   -   -    -  -  -  -  -  -    -
    audit_log select         a   -    -    -   -   -    -  -  -  -  -  -    a
    audit_log insert         -   -    -    -   -   -    -  -  -  -  -  -    -
    audit_log update         -   -    -    -   -   -    -  -  -  -  -  -    -
    audit_log delete         -   -    -    -   -   -    -  -  -  -  -  -    -
    document_shares select   a   s    s    s   -   -    -  -  -  -  a  -    a
    document_shares insert   -   -    -    -   -   -    -  -  -  -  -  -    -
    document_shares update   -   -    -    -   -   -    -  -  -  -  -  -    -
    document_shares delete   -   -    -    -   -   -    -  -  -  -  -  -    -
    document_versions select a   s    s    s   -   -    -  -  -  -  -  -    a
    document_versions insert -   -    -    -   -   -    -  -  -  -  -  -    -
    document_versions update -   -    -    -   -   -    -  -  -  -  -  -    -
    document_versions delete -   -    -    -   -   -    -  -  -  -  -  -    -
    documents select         a   s    s    s   -   -    a  -  -  -  -  -    a
    documents insert         -   -    -    -   -   -    -  -  -  -  -  -    -
    documents update         -   -    -    -   -   -    -  -  -  -  -  -    -
    documents delete         -   -    -    -   -   -    -  -  -  -  -  -    -
    sign_in_features select  a   a    a    a   a   a    a  a  a  a  a  a    a
    sign_in_features insert  -   -    -    -   -   -    -  -  -  -  -  -    .
    sign_in_features update  -   -    -    -   -   -    -  -  -  -  -  -    .
    sign_in_features delete  -   -    -    -   -   -    -  -  -  -  -  -    .
    tier_limits select       a   a    a    a   a   a    a  a  a  a  a  a    a
    tier_limits insert       -   -    -    -   -   -    -  -  -  -  -  -    .
    tier_limits update       -   -    -    -   -   -    -  -  -  -  -  -    .
    tier_limits delete       -   -    -    -   -   -    -  -  -  -  -  -    .
    user_profiles select     a   -    -    -   -   -    a  a  a  a  a  a    a
    user_profiles insert     -   -    -    -   -   -    -  -  -  -  -  -    -
    user_profiles update     -   -    -    -   -   -    -  -  -  -  -  -    .
    user_profiles delete     -   -    -    -   -   -    -  -  -  -  -  -    -
`;

/**
 * What each caller gets for a function. It acts on the owner's document, but restore_document and purge_document on the
 * one in the trash, revoke_share on the view share, and move_folder on the folder of the owner's document. The document
 * is offered to the edit share.
 *
 *     +  done
 *     0  404: does not exist for this caller
 *     r  403 DOCUMENT_READ_ONLY
 *     s  403 INSUFFICIENT_SCOPE
 *     x  401 or 403: not allowed for this caller
 */
export const FUNCTIONS = `
                            own view edit adm str anon  dr dw dd vr sr sw  sys
    accept_ownership         0   0    +    0   0   x    x  x  x  x  x  x    x
    apply_subscription       x   x    x    x   x   x    x  x  x  x  x  x    +
    authenticate_api_key     x   x    x    x   x   x    x  x  x  x  x  x    +
    billing_account          x   x    x    x   x   x    x  x  x  x  x  x    +
    block_owner              0   +    +    +   0   x    x  x  x  x  x  x    x
    claim_job                x   x    x    x   x   x    x  x  x  x  x  x    +
    compare_tiers            +   +    +    +   +   x    x  x  x  x  x  x    x
    count_request            x   x    x    x   x   x    x  x  x  x  x  x    +
    create_api_key           +   +    +    +   +   x    x  x  x  x  x  x    x
    create_document          +   +    +    +   +   x    s  +  s  s  s  s    x
    decline_ownership        0   0    +    0   0   x    x  x  x  x  x  x    x
    degrade_tier             x   x    x    x   x   x    x  x  x  x  x  x    +
    delete_my_account        +   +    +    +   +   x    x  x  x  x  x  x    x
    document_size_limit      +   r    +    +   0   x    s  +  s  s  s  s    x
    empty_trash              +   +    +    +   +   x    s  s  +  s  s  s    x
    end_session              +   0    0    0   0   x    x  x  x  x  x  x    x
    export_my_data           +   +    +    +   +   x    x  x  x  x  x  x    x
    finish_billing_event     x   x    x    x   x   x    x  x  x  x  x  x    +
    idempotency_key_is_used  +   +    +    +   +   x    s  +  s  s  s  s    x
    leave_document           0   +    +    +   0   x    x  x  x  x  x  x    x
    leave_shares             +   +    +    +   +   x    s  s  s  s  s  +    x
    link_customer            x   x    x    x   x   x    x  x  x  x  x  x    +
    list_api_keys            +   +    +    +   +   x    x  x  x  x  x  x    x
    list_blocked_owners      +   +    +    +   +   x    x  x  x  x  x  x    x
    list_documents           +   +    +    +   +   x    +  s  s  s  s  s    x
    list_folders             +   +    +    +   +   x    +  s  s  s  s  s    x
    list_given_shares        +   +    +    +   +   x    x  x  x  x  x  x    x
    list_lapsed_plans        x   x    x    x   x   x    x  x  x  x  x  x    +
    list_my_sessions         +   +    +    +   +   x    x  x  x  x  x  x    x
    list_new_shares          +   +    +    +   +   x    +  s  s  s  s  s    x
    list_open_subscriptions  x   x    x    x   x   x    x  x  x  x  x  x    +
    list_ownership_offers    +   +    +    +   +   x    x  x  x  x  x  x    x
    list_shares              +   x    x    x   0   x    s  s  s  s  +  s    x
    list_versions            +   +    +    +   0   x    s  s  s  +  s  s    x
    move_folder              +   0    0    0   0   x    s  +  s  s  s  s    x
    my_account               +   +    +    +   +   x    +  +  +  +  +  +    x
    name_version             +   r    +    +   0   x    s  +  s  s  s  s    x
    offer_ownership          +   x    x    x   0   x    x  x  x  x  x  x    x
    preview_tier             +   +    +    +   +   x    x  x  x  x  x  x    x
    purge_document           +   0    0    x   0   x    s  s  +  s  s  s    x
    purge_expired            x   x    x    x   x   x    x  x  x  x  x  x    +
    read_api_key             +   0    0    0   0   x    x  x  x  x  x  x    x
    read_api_key_usage       +   0    0    0   0   x    x  x  x  x  x  x    x
    read_document            +   +    +    +   0   x    +  s  s  s  s  s    x
    read_version             +   +    +    +   0   x    s  s  s  +  s  s    x
    release_job              x   x    x    x   x   x    x  x  x  x  x  x    +
    restore_document         +   0    0    +   0   x    s  +  s  s  s  s    x
    restore_version          +   r    +    +   0   x    s  +  s  s  s  s    x
    revoke_api_key           +   0    0    0   0   x    x  x  x  x  x  x    x
    revoke_share             +   +    0    0   0   x    s  s  s  s  s  +    x
    rotate_api_key           +   0    0    0   0   x    x  x  x  x  x  x    x
    save_document            +   r    +    +   0   x    s  +  s  s  s  s    x
    search_documents         +   +    +    +   +   x    +  s  s  s  s  s    x
    set_tier                 x   x    x    x   x   x    x  x  x  x  x  x    +
    share_document           +   x    x    x   0   x    s  s  s  s  s  +    x
    start_billing_read       x   x    x    x   x   x    x  x  x  x  x  x    +
    store_billing_event      x   x    x    x   x   x    x  x  x  x  x  x    +
    take_billing_events      x   x    x    x   x   x    x  x  x  x  x  x    +
    trash_document           +   r    x    +   0   x    s  s  +  s  s  s    x
    unblock_owner            +   +    +    +   +   x    x  x  x  x  x  x    x
`;

/** A line of a matrix: the table and verb or the function, and a letter for each caller. */
export interface MatrixLine {
    readonly subject: string;
    readonly letters: Readonly<Record<PersonaName, string>>;
}

export function readMatrix(matrix: string): MatrixLine[] {
    return matrix
        .split('\n')
        .map(line => line.trim().split(/\s+/))
        .filter(words => words.length > PERSONAS.length && words[0] !== 'own')
        .map(words => ({
            subject: words.slice(0, -PERSONAS.length).join(' '),
            letters: lettersOf(words.slice(-PERSONAS.length))
        }));
}

function lettersOf(words: readonly string[]): Record<PersonaName, string> {
    const letters: Partial<Record<PersonaName, string>> = {};
    PERSONAS.forEach((persona, column) => (letters[persona] = words[column] ?? ''));
    return letters as Record<PersonaName, string>;
}
