/* A calculator: numbers, + - * / ^ %, brackets, the constants pi and e, and a few functions.
   `npx jison calculator.jison` generates a parser: parser.parse('2 * (3 + 4) ^ 2') is 98. */

%lex
%%

\s+                       /* skip white space */
"//".*                    /* skip comments */
[0-9]+("."[0-9]+)?\b      return 'NUMBER'
[a-z]+\b                  return 'NAME'
"^"                       return '^'
"*"                       return '*'
"/"                       return '/'
"%"                       return '%'
"-"                       return '-'
"+"                       return '+'
"("                       return '('
")"                       return ')'
","                       return ','
<<EOF>>                   return 'EOF'
.                         return 'INVALID'

/lex

/* Later lines have higher precedence: 1 + 2 * 3 is 7, and -2 ^ 2 is -4. */
%left '+' '-'
%left '*' '/' '%'
%left UMINUS
%right '^'

%start calculation

%%

calculation
    : expression EOF
        { return $1; }
    ;

expression
    : expression '+' expression
        { $$ = $1 + $3; }
    | expression '-' expression
        { $$ = $1 - $3; }
    | expression '*' expression
        { $$ = $1 * $3; }
    | expression '/' expression
        { $$ = divide($1, $3); }
    | expression '%' expression
        { $$ = $1 % $3; }
    | expression '^' expression
        { $$ = Math.pow($1, $3); }
    | '-' expression %prec UMINUS
        { $$ = -$2; }
    | '(' expression ')'
        { $$ = $2; }
    | NAME '(' arguments ')'
        { $$ = call($1, $3); }
    | NAME
        { $$ = constant($1); }
    | NUMBER
        { $$ = Number(yytext); }
    ;

arguments
    : expression
        { $$ = [$1]; }
    | arguments ',' expression
        { $$ = $1.concat($3); }
    ;

%%

var constants = { pi: Math.PI, e: Math.E };
var functions = { sqrt: Math.sqrt, min: Math.min, max: Math.max, round: Math.round, abs: Math.abs };

function divide(dividend, divisor) {
    if (divisor === 0) {
        throw new Error('Division by zero');
    }
    return dividend / divisor;
}

function constant(name) {
    if (!Object.prototype.hasOwnProperty.call(constants, name)) {
        throw new Error('Unknown name: ' + name);
    }
    return constants[name];
}

function call(name, values) {
    if (!Object.prototype.hasOwnProperty.call(functions, name)) {
        throw new Error('Unknown function: ' + name);
    }
    return functions[name].apply(null, values);
}
