// Nothing here changes once it is made.
global using System.Collections.Immutable;
